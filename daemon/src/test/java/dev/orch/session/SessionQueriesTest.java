package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.schedule.LaunchQueues;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionQueriesTest {
  private final Samples samples = new Samples(1);

  @TempDir private Path folder;
  private SqliteStore store;
  private Stores stores;
  private SessionLedger ledger;
  private SessionQueries queries;
  private Session session;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orchestrator.db"), folder);
    stores = store.stores();
    ledger = new SessionLedger(stores, InstantSource.fixed(Samples.NOON));
    queries = new SessionQueries(stores, LaunchQueues.unlimited(stores), Duration.ofSeconds(5));
    session = samples.session(Samples.NOON);
    stores.transactions().write(() -> ledger.create(session, Actor.DAEMON));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void openTurn(int number) {
    stores.transactions().write(() -> stores.turns().insert(Samples.turn(session.id(), number)));
  }

  private void endTurn(int number) {
    Outcome outcome =
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null, List.of());
    stores
        .transactions()
        .write(() ->
            stores
                .turns()
                .finish(session.id(), number, new Turn.End(outcome, 0, Usage.NONE, Samples.NOON)));
  }

  private void step(SessionTrigger trigger, @Nullable Reason reason) {
    stores
        .transactions()
        .write(() -> ledger.observe(session.id(), trigger, Cause.of(Actor.DAEMON, reason)));
  }

  @Test
  void aSessionIsFoundByIdAndByABeginningOfThreeCharacters() {
    String id = session.id().value();

    assertThat(queries.require(id)).isEqualTo(session);
    assertThat(queries.require(id.substring(0, 3))).isEqualTo(session);
  }

  @Test
  void whoGivesTheIdOfACommandIsToldItsSession() {
    Command command = samples.command(session.assignment().project(), Samples.NOON);
    stores.transactions().write(() -> stores.commands().insert(command));
    SessionId started = ((Command.Result.Accepted) command.result()).session();

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> queries.require(command.id().value()))
        .satisfies(told -> assertThat(told.nearest()).containsExactly(started.value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "zz", "zzzz", "%", "___", "../x", "a\0b", "ZZZZZZZZZZ"})
  void whatIsNoSessionIsNotFoundWhateverItIs(String given) {
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> queries.require(given));
  }

  @Test
  void theDetailTellsWhatIsOpenAndWhatMayBeAsked() {
    openTurn(1);
    step(SessionTrigger.LAUNCHED, Reason.WORKING);
    assertThat(queries.detail(session).actions())
        .containsExactlyInAnyOrder(SessionAction.STOP, SessionAction.FOLLOW_UP);

    step(SessionTrigger.AGENT_ASKED, Reason.APPROVAL);
    stores
        .transactions()
        .write(() ->
            stores.inputRequests().insert(samples.inputRequest(session.id(), "key", Samples.NOON)));
    SessionQueries.Detail waiting = queries.detail(session);

    assertThat(waiting.session().state()).isEqualTo(SessionState.WAITING_FOR_USER);
    assertThat(waiting.openRequests()).hasSize(1);
    assertThat(waiting.actions())
        .contains(SessionAction.ANSWER)
        .doesNotContain(SessionAction.RESUME);
    assertThat(waiting.startsProcess()).isFalse();
  }

  @Test
  void goingOnNeedsAProcessOnceNoTurnIsOpen() {
    openTurn(1);
    assertThat(queries.detail(session).startsProcess()).isFalse();
    endTurn(1);
    assertThat(queries.detail(session).startsProcess()).isTrue();
    openTurn(2);
    assertThat(queries.detail(session).startsProcess()).isFalse();
  }

  @Test
  void onlyStepsOfTheLifecycleAreTransitions() {
    step(SessionTrigger.LAUNCHED, Reason.WORKING);
    stores.transactions().write(() -> ledger.reason(session.id(), Reason.STALLED));
    stores.transactions().write(() -> stores.events().append(Samples.said(session, "hello")));
    step(SessionTrigger.AGENT_FINISHED, null);

    assertThat(queries.transitions(session.id()))
        .extracting((Event event) -> event.fact().type())
        .containsExactly(EventType.SESSION_STARTED, EventType.SESSION_COMPLETED);
  }

  @Test
  void keptMessagesAreListedInTheOrderOfDeliveryUntilTheyAreDelivered() {
    stores
        .transactions()
        .write(() -> {
          for (String id : List.of("first00000", "second0000")) {
            stores.followUps().keep(id, session.id(), id, FollowUp.Mode.NEXT_TURN, Samples.NOON);
          }
        });
    assertThat(queries.followUps(session.id()))
        .extracting(FollowUp::id)
        .containsExactly("first00000", "second0000");

    stores.transactions().write(() -> stores.followUps().deliver("first00000", 2, Samples.NOON));
    assertThat(queries.followUps(session.id()))
        .extracting(FollowUp::id)
        .containsExactly("second0000");
  }

  @Test
  void theListIsNewestFirstAndNarrowedByItsFilters() {
    ProjectId other = new ProjectId("other00000");
    Session newer = samples.session(other, CommandAction.ANALYZE, Samples.NOON.plusSeconds(1));
    stores.transactions().write(() -> ledger.create(newer, Actor.DAEMON));

    assertThat(list(new SessionStore.Filter(null, Set.of(), null, null)))
        .containsExactly(newer, session);
    assertThat(list(new SessionStore.Filter(other, Set.of(), null, null))).containsExactly(newer);
    assertThat(list(new SessionStore.Filter(null, Set.of(), null, CommandAction.IMPLEMENT)))
        .containsExactly(session);
    assertThat(list(new SessionStore.Filter(null, Set.of(SessionState.FAILED), null, null)))
        .isEmpty();
  }

  private List<Session> list(SessionStore.Filter filter) {
    return queries.list(filter, new Page.Request(10, null)).items().stream()
        .map(SessionQueries.Detail::session)
        .toList();
  }
}
