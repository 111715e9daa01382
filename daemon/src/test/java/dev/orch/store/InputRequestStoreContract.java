package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.InputRequest.Kind;
import dev.orch.domain.session.InputRequest.Status;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link InputRequestStore} does. */
public abstract class InputRequestStoreContract extends StoresContract {

  @Test
  void aRequestIsFoundByIdAndByItsKeyInTheTurn() {
    SessionId session = storedSession().id();
    InputRequest request = insert(samples.inputRequest(session, "toolu_1", Samples.NOON));

    assertThat(stores.inputRequests().find(request.id())).contains(request);
    assertThat(stores.inputRequests().findByKey(session, 1, "toolu_1")).contains(request);
    assertThat(stores.inputRequests().findByKey(session, 2, "toolu_1")).isEmpty();
    assertThat(stores.inputRequests().find("no")).isEmpty();
    assertThat(stores.inputRequests().idsStartingWith(request.id().substring(0, 3), 5))
        .containsExactly(request.id());
  }

  @Test
  void aKeyIsTakenOnceInATurn() {
    SessionId session = storedSession().id();
    insert(samples.inputRequest(session, "toolu_1", Samples.NOON));

    assertThatThrownBy(() -> insert(samples.inputRequest(session, "toolu_1", Samples.NOON)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void openOnesAreListedInTheOrderTheyCameInEvenWithinOneMoment() {
    SessionId session = storedSession().id();
    List<InputRequest> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      requests.add(insert(samples.inputRequest(session, "k" + i, Samples.NOON)));
    }
    insert(samples.inputRequest(storedSession().id(), "elsewhere", Samples.NOON));

    assertThat(stores.inputRequests().listOpen(session)).isEqualTo(requests);
  }

  @Test
  void anAnswerIsKeptOnItsRequest() {
    SessionId session = storedSession().id();
    InputRequest request = insert(samples.inputRequest(session, "k", Samples.NOON));
    InputRequest.Answer answer = answer("because", Samples.NOON.plusSeconds(3));

    assertThat(give(request.id(), answer)).isTrue();

    InputRequest answered = stores.inputRequests().find(request.id()).orElseThrow();
    assertThat(answered.status()).isEqualTo(Status.ANSWERED);
    assertThat(answered.answer()).isEqualTo(answer);
    assertThat(stores.inputRequests().listOpen(session)).isEmpty();
    assertThat(stores.inputRequests().listUnacknowledged(session)).containsExactly(answered);
  }

  @Test
  void ofManyAnswersAtOnceOneCounts() throws Exception {
    InputRequest request = insert(samples.inputRequest(storedSession().id(), "k", Samples.NOON));
    List<Future<Boolean>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        InputRequest.Answer mine = answer("answer " + i, Samples.NOON);
        answers.add(threads.submit(() -> give(request.id(), mine)));
      }
    }

    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).get()) {
        winners.add(i);
      }
    }
    assertThat(winners).hasSize(1);
    assertThat(stores.inputRequests().find(request.id()).orElseThrow().answer())
        .isEqualTo(answer("answer " + winners.getFirst(), Samples.NOON));
  }

  @Test
  void whatWasWithdrawnCannotBeAnsweredAndWhatWasAnsweredNotWithdrawn() {
    SessionId session = storedSession().id();
    InputRequest withdrawn = insert(samples.inputRequest(session, "a", Samples.NOON));
    InputRequest answered = insert(samples.inputRequest(session, "b", Samples.NOON));
    give(answered.id(), answer(null, Samples.NOON));

    write(() -> stores.inputRequests().withdraw(withdrawn.id()));
    write(() -> stores.inputRequests().withdraw(answered.id()));

    assertThat(give(withdrawn.id(), answer(null, Samples.NOON))).isFalse();
    assertThat(statusOf(withdrawn)).isEqualTo(Status.WITHDRAWN);
    assertThat(statusOf(answered)).isEqualTo(Status.ANSWERED);
  }

  @Test
  void anAcknowledgedAnswerIsNotListedAgain() {
    SessionId session = storedSession().id();
    InputRequest first = insert(samples.inputRequest(session, "a", Samples.NOON));
    InputRequest second = insert(samples.inputRequest(session, "b", Samples.NOON));
    give(second.id(), answer("2", Samples.NOON));
    give(first.id(), answer("1", Samples.NOON.plusSeconds(1)));

    assertThat(stores.inputRequests().listUnacknowledged(session))
        .extracting(InputRequest::id)
        .containsExactly(first.id(), second.id());
    write(() -> stores.inputRequests().acknowledge(first.id()));

    assertThat(stores.inputRequests().listUnacknowledged(session))
        .extracting(InputRequest::id)
        .containsExactly(second.id());
  }

  @Test
  void listGivesTheOldestFirstAndKnowsProjectSessionStatusAndKind() {
    Session session = storedSession();
    Session other = storedSession();
    InputRequest young =
        insert(samples.inputRequest(session.id(), "a", Samples.NOON.plusSeconds(1)));
    InputRequest old = insert(samples.inputRequest(other.id(), "b", Samples.NOON));
    write(() -> stores.inputRequests().withdraw(old.id()));

    assertThat(ids(new InputRequestStore.Filter(null, null, null, null)))
        .containsExactly(old.id(), young.id());
    assertThat(
            ids(
                new InputRequestStore.Filter(
                    session.assignment().project(), null, null, Kind.APPROVAL)))
        .containsExactly(young.id());
    assertThat(ids(new InputRequestStore.Filter(null, other.id(), null, null)))
        .containsExactly(old.id());
    assertThat(ids(new InputRequestStore.Filter(null, null, Status.OPEN, null)))
        .containsExactly(young.id());
    assertThat(ids(new InputRequestStore.Filter(null, null, null, Kind.QUESTION))).isEmpty();
  }

  @Test
  void pagesGoOnBehindTheLastEntry() {
    SessionId session = storedSession().id();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(insert(samples.inputRequest(session, "k" + i, Samples.NOON.plusMillis(i))).id());
    }
    InputRequestStore.Filter filter = new InputRequestStore.Filter(null, null, null, null);

    Page<InputRequest> first = stores.inputRequests().list(filter, new Page.Request(3, null));
    Page<InputRequest> second =
        stores.inputRequests().list(filter, new Page.Request(3, first.next()));

    assertThat(first.items()).extracting(InputRequest::id).isEqualTo(all.subList(0, 3));
    assertThat(second.items()).extracting(InputRequest::id).isEqualTo(all.subList(3, 5));
    assertThat(second.next()).isNull();
  }

  private InputRequest insert(InputRequest request) {
    write(() -> stores.inputRequests().insert(request));
    return request;
  }

  private boolean give(String id, InputRequest.Answer answer) {
    return stores.transactions().write(() -> stores.inputRequests().answer(id, answer));
  }

  private Status statusOf(InputRequest request) {
    return stores.inputRequests().find(request.id()).orElseThrow().status();
  }

  private List<String> ids(InputRequestStore.Filter filter) {
    return stores.inputRequests().list(filter, new Page.Request(10, null)).items().stream()
        .map(InputRequest::id)
        .toList();
  }

  private static InputRequest.Answer answer(@Nullable String text, Instant at) {
    return new InputRequest.Answer(InputRequest.Decision.DENY, "no", text, at);
  }
}
