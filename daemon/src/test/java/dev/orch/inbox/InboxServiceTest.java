package dev.orch.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orch.api.event.InputPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionState;
import dev.orch.session.AlreadyAnsweredException;
import dev.orch.session.QuietSessions;
import dev.orch.session.SessionService;
import dev.orch.store.EventFilter;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxServiceTest {
  private static final Actor USER = new Actor(Actor.Kind.USER, "test");

  private final InstantSource clock = InstantSource.fixed(Samples.NOON);
  private final Samples samples = new Samples(1);

  @TempDir private Path folder;
  private SqliteStore store;
  private Stores stores;
  private SessionService sessions;
  private InboxService inbox;
  private Session session;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orchestrator.db"), folder);
    stores = store.stores();
    RandomIds ids = new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    sessions = QuietSessions.over(stores, ids, clock);
    inbox = new InboxService(stores, sessions, clock);
    session = Samples.moved(samples.session(Samples.NOON), SessionState.WAITING_FOR_USER);
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.turns().insert(Samples.turn(session.id(), 1));
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Something that the session waits for, with the options yes and no. */
  private InputRequest ask(String key) {
    InputRequest request = samples.inputRequest(session.id(), key, Samples.NOON);
    stores.transactions().write(() -> stores.inputRequests().insert(request));
    return request;
  }

  private InputRequest answer(InputRequest request, @Nullable String option) {
    return inbox.answer(
        request,
        new InboxService.Decided(InputRequest.Decision.ALLOW, option, "go on"),
        USER,
        _ -> {});
  }

  private List<Object> answers() {
    return stores
        .events()
        .read(new EventFilter(null, null, List.of("input.answered")), 0, Long.MAX_VALUE, 100)
        .stream()
        .<Object>map(event -> event.fact().payload())
        .toList();
  }

  @Test
  void anAnswerIsRecordedAndTheSessionGoesOnAfterTheLastOne() {
    InputRequest first = ask("a");
    InputRequest second = ask("b");

    assertThat(answer(first, "yes").answered())
        .contains(
            new InputRequest.Answer(InputRequest.Decision.ALLOW, "yes", "go on", Samples.NOON));
    assertThat(stores.sessions().find(session.id()).orElseThrow().state())
        .isEqualTo(SessionState.WAITING_FOR_USER);
    answer(second, null);
    assertThat(stores.sessions().find(session.id()).orElseThrow().state())
        .isEqualTo(SessionState.RUNNING);
    assertThat(answers())
        .containsExactly(
            new InputPayload.Answered(first.id(), "allow", "yes", "go on"),
            new InputPayload.Answered(second.id(), "allow", null, "go on"));
  }

  @Test
  void anOptionThatIsNotOfferedIsRefusedAndTheRequestStaysOpen() {
    InputRequest request = ask("a");

    assertThatExceptionOfType(InvalidAnswerException.class)
        .isThrownBy(() -> answer(request, "maybe"))
        .withMessageContainingAll("maybe", "yes", "no");
    assertThat(inbox.require(request.id()).status()).isEqualTo(InputRequest.Status.OPEN);
    assertThat(answers()).isEmpty();
  }

  @Test
  void aQuestionIsNotAnsweredByNothing() {
    InputRequest choice = question("a", List.of("Yes", "No"));
    InputRequest open = question("b", List.of());

    for (String text : Arrays.asList(null, "", " \n")) {
      assertThatExceptionOfType(InvalidAnswerException.class)
          .isThrownBy(() -> decide(choice, InputRequest.Decision.ALLOW, null, text))
          .withMessageContainingAll("Yes", "No")
          .satisfies(refused -> assertThat(refused.options()).containsExactly("Yes", "No"));
      assertThatExceptionOfType(InvalidAnswerException.class)
          .isThrownBy(() -> decide(open, InputRequest.Decision.ALLOW, null, text));
    }
    assertThat(inbox.require(choice.id()).status()).isEqualTo(InputRequest.Status.OPEN);
    assertThat(answers()).isEmpty();
  }

  @Test
  void aQuestionIsAnsweredByAnOptionByWordsOrByARefusal() {
    List<String> options = List.of("Yes", "No");

    decide(question("a", options), InputRequest.Decision.ALLOW, "Yes", null);
    decide(question("b", options), InputRequest.Decision.ALLOW, null, "neither");
    decide(question("c", options), InputRequest.Decision.DENY, null, null);

    assertThat(answers()).hasSize(3);
  }

  @Test
  void whatIsAnsweredAlreadyIsRefusedForThatAlone() {
    InputRequest request = question("a", List.of("Yes", "No"));
    ask("b");
    decide(request, InputRequest.Decision.ALLOW, "Yes", null);
    InputRequest answered = inbox.require(request.id());

    assertThatExceptionOfType(AlreadyAnsweredException.class)
        .isThrownBy(() -> decide(answered, InputRequest.Decision.ALLOW, "maybe", null))
        .withMessageContainingAll("was answered at", "\"Yes\"");
  }

  @Test
  void whatSomebodySaidInOwnWordsIsNotToldToOthers() {
    InputRequest request = question("a", List.of("Yes", "No"));
    decide(request, InputRequest.Decision.ALLOW, null, "with my token");
    InputRequest answered = inbox.require(request.id());

    assertThatExceptionOfType(AlreadyAnsweredException.class)
        .isThrownBy(() -> decide(answered, InputRequest.Decision.ALLOW, "No", null))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("token"))
        .withMessageContainingAll("was answered at", "allow");
  }

  private InputRequest question(String key, List<String> options) {
    InputRequest like = samples.inputRequest(session.id(), key, Samples.NOON);
    InputRequest asked =
        new InputRequest(
            like.id(),
            session.id(),
            1,
            key,
            new InputRequest.Question(InputRequest.Kind.QUESTION, "Which?", "", options),
            InputRequest.Status.OPEN,
            null,
            Samples.NOON);
    stores.transactions().write(() -> stores.inputRequests().insert(asked));
    return asked;
  }

  private void decide(
      InputRequest request,
      InputRequest.Decision decision,
      @Nullable String option,
      @Nullable String text) {
    inbox.answer(request, new InboxService.Decided(decision, option, text), USER, _ -> {});
  }

  @Test
  void aRequestIsAnsweredOnceAndTheFirstAnswerStands() {
    InputRequest request = ask("a");
    ask("b");
    answer(request, "yes");

    assertThatExceptionOfType(AlreadyAnsweredException.class)
        .isThrownBy(() -> answer(request, "no"))
        .satisfies(refused -> assertThat(refused.actions()).contains(SessionAction.ANSWER));
    assertThat(inbox.require(request.id()).answered().orElseThrow().option()).isEqualTo("yes");
    assertThat(answers()).hasSize(1);
  }

  @Test
  void whatWasWithdrawnIsNotAnsweredAnyMore() {
    InputRequest request = ask("a");
    stores.transactions().write(() -> stores.inputRequests().withdraw(request.id()));

    assertThatExceptionOfType(AlreadyAnsweredException.class)
        .isThrownBy(() -> answer(request, "yes"))
        .withMessageContaining("withdrawn");
    assertThat(inbox.require(request.id()).answered()).isEmpty();
  }

  @Test
  void aStopOfASessionWithoutAProcessWithdrawsWhatItAsked() {
    Session idle = samples.session(Samples.NOON);
    stores.transactions().write(() -> stores.sessions().insert(idle));
    InputRequest request = samples.inputRequest(idle.id(), "a", Samples.NOON);
    stores.transactions().write(() -> stores.inputRequests().insert(request));

    sessions.stop(idle.id(), Reason.USER, USER, _ -> {});

    assertThat(inbox.require(request.id()).status()).isEqualTo(InputRequest.Status.WITHDRAWN);
  }

  @Test
  void anAnswerWhoseReceiptCannotBeKeptIsNotGiven() {
    InputRequest request = ask("a");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            inbox.answer(
                request,
                new InboxService.Decided(InputRequest.Decision.DENY, null, null),
                USER,
                _ -> {
                  throw new IllegalStateException("not kept");
                }));
    assertThat(inbox.require(request.id()).status()).isEqualTo(InputRequest.Status.OPEN);
    assertThat(answers()).isEmpty();
  }

  @Test
  void theReceiptIsWrittenInTheCommitOfTheAnswer() {
    InputRequest request = ask("a");
    AtomicReference<@Nullable InputRequest> seen = new AtomicReference<>();

    inbox.answer(
        request,
        new InboxService.Decided(InputRequest.Decision.DENY, null, "no"),
        USER,
        answered -> seen.set(inbox.require(answered.id())));

    assertThat(seen.get()).isEqualTo(inbox.require(request.id()));
  }

  @Test
  void aRequestIsFoundByTheBeginningOfItsId() {
    InputRequest request = ask("a");

    assertThat(inbox.require(request.id().substring(0, 4))).isEqualTo(request);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> inbox.require("zzzz"));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> inbox.require(""));
  }

  @Test
  void aBeginningThatFitsSeveralNamesThem() {
    for (String id : List.of("abc0000001", "abc0000002")) {
      InputRequest like = samples.inputRequest(session.id(), id, Samples.NOON);
      stores
          .transactions()
          .write(() ->
              stores
                  .inputRequests()
                  .insert(
                      new InputRequest(
                          id,
                          session.id(),
                          1,
                          id,
                          like.question(),
                          like.status(),
                          null,
                          Samples.NOON)));
    }

    assertThatExceptionOfType(AmbiguousIdException.class)
        .isThrownBy(() -> inbox.require("abc"))
        .satisfies(ambiguous ->
            assertThat(ambiguous.candidates()).containsExactly("abc0000001", "abc0000002"));
  }

  @Test
  void theListIsOldestFirstAndNarrowedByStatus() {
    InputRequest first = ask("a");
    InputRequest second = ask("b");
    answer(first, null);

    assertThat(list(null)).extracting(InputRequest::id).contains(first.id(), second.id());
    assertThat(list(InputRequest.Status.OPEN))
        .extracting(InputRequest::id)
        .containsExactly(second.id());
  }

  private List<InputRequest> list(InputRequest.@Nullable Status status) {
    return inbox
        .list(
            new InputRequestStore.Filter(null, session.id(), status, null),
            new Page.Request(10, null))
        .items();
  }
}
