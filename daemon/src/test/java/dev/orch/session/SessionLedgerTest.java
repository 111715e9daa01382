package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.api.event.EventPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Warning;
import dev.orch.schedule.LaunchQueues;
import dev.orch.store.EventFilter;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionLedgerTest {
  private final Samples samples = new Samples(1);
  @TempDir Path folder;
  private SqliteStore store;
  private Stores stores;
  private SessionLedger ledger;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orchestrator.db"), folder);
    stores = store.stores();
    ledger = new SessionLedger(stores, InstantSource.fixed(Samples.NOON));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Session in(SessionState state) {
    Session session = Samples.moved(samples.session(Samples.NOON), state);
    stores.transactions().write(() -> stores.sessions().insert(session));
    return session;
  }

  private void observe(Session session, SessionTrigger trigger, @Nullable Reason reason) {
    stores
        .transactions()
        .write(() -> ledger.observe(session.id(), trigger, Cause.of(Actor.DAEMON, reason)));
  }

  private static List<SessionLifecycle.Step> steps() {
    return SessionLifecycle.steps();
  }

  private static @Nullable Reason anyFor(SessionState state) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.fits(state))
        .findFirst()
        .orElse(null);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void everyStepIsATransition(SessionLifecycle.Step step) {
    Session session = in(step.from());
    observe(session, step.trigger(), anyFor(step.to()));

    Session moved = stores.sessions().find(session.id()).orElseThrow();
    assertThat(moved.state()).isEqualTo(step.to());
    assertThat(
            new SessionQueries(stores, LaunchQueues.unlimited(stores), Duration.ofSeconds(5))
                .transitions(session.id()))
        .hasSize(1);
    assertThat(moved.times().endedAt() != null).isEqualTo(SessionLifecycle.hasEnded(step.to()));
  }

  @Test
  void aReasonOfAnotherStateIsRefusedAndNothingIsChanged() {
    Session session = in(SessionState.RUNNING);

    assertThatThrownBy(() -> observe(session, SessionTrigger.AGENT_FAILED, Reason.USER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> observe(session, SessionTrigger.AGENT_FAILED, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> observe(session, SessionTrigger.AGENT_FINISHED, Reason.AGENT_ERROR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> stores.transactions().write(() -> ledger.reason(session.id(), Reason.APPROVAL)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(stores.sessions().find(session.id())).contains(session);
    assertThat(stores.events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void theEndWithdrawsWhatIsStillAsked() {
    Session session = in(SessionState.WAITING_FOR_USER);
    InputRequest request = samples.inputRequest(session.id(), "k", Samples.NOON);
    stores.transactions().write(() -> stores.inputRequests().insert(request));

    observe(session, SessionTrigger.STOP, Reason.USER);

    assertThat(stores.inputRequests().find(request.id()).orElseThrow().status())
        .isEqualTo(InputRequest.Status.WITHDRAWN);
    EventFilter withdrawn =
        new EventFilter(null, session.id().value(), List.of(EventType.INPUT_WITHDRAWN.wireName()));
    assertThat(stores.events().read(withdrawn, 0, Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void aWarningThatIsTakenOffIsSaidSoAndTheOthersStay() {
    Session session = in(SessionState.RUNNING);
    stores
        .transactions()
        .write(() -> {
          ledger.warn(session.id(), Warning.Code.DISK_FAILING, "no room", "make some");
          ledger.warn(session.id(), Warning.Code.AGENT_MISCONFIGURED, "odd", null);
        });

    clearDiskFailing(session);

    Session cleared = stores.sessions().find(session.id()).orElseThrow();
    assertThat(cleared.progress().warnings())
        .extracting(Warning::code)
        .containsExactly(Warning.Code.AGENT_MISCONFIGURED);
    assertThat(saidCleared(session))
        .containsExactly(new SessionPayload.WarningCleared("disk_failing", "no room"));

    clearDiskFailing(session);

    assertThat(stores.sessions().find(session.id())).contains(cleared);
    assertThat(saidCleared(session)).hasSize(1);
  }

  private void clearDiskFailing(Session session) {
    stores
        .transactions()
        .write(() ->
            ledger.clearWarnings(
                session.id(), warning -> warning.code() == Warning.Code.DISK_FAILING));
  }

  private List<EventPayload> saidCleared(Session session) {
    EventFilter cleared =
        new EventFilter(
            null, session.id().value(), List.of(EventType.SESSION_WARNING_CLEARED.wireName()));
    return stores.events().read(cleared, 0, Long.MAX_VALUE, 10).stream()
        .map(event -> event.fact().payload())
        .toList();
  }
}
