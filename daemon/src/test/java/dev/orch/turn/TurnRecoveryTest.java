package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.Warning;
import dev.orch.event.Secrets;
import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Framing;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.ProcessSpec;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StopOutcome;
import dev.orch.runtime.StreamName;
import dev.orch.session.LiveSessions;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the boot says of a turn by itself, before its thread has looked at it. */
class TurnRecoveryTest {
  private final InstantSource clock = InstantSource.fixed(Samples.NOON);

  @TempDir Path folder;
  private SqliteStore store;
  private Stores stores;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orchestrator.db"), folder);
    stores = store.stores();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Session sessionWithOpenTurn() {
    Session session = new Samples(1).session(Samples.NOON);
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.turns().insert(Samples.turn(session.id(), 1));
        });
    return session;
  }

  @Test
  void whatADeadLaunchLeftAndCannotBeEndedIsAWarning() {
    Session session = sessionWithOpenTurn();
    LiveSessions live = new LiveSessions(LiveSessions.Live::abandon);
    new TurnRecovery(
            stores,
            new SessionLedger(stores, clock),
            new Powerless(),
            new Secrets(stores.projects(), Set::of),
            clock)
        .settle(live);

    List<Warning> warnings =
        stores.sessions().find(session.id()).orElseThrow().progress().warnings();
    assertThat(warnings)
        .singleElement()
        .returns(Warning.Code.TREE_NOT_PROVEN_DEAD, Warning::code)
        .extracting(Warning::text)
        .asString()
        .contains("4242");
  }

  /** Something of a dead launch cannot be ended; nobody starts or reads anything. */
  private static final class Powerless implements ProcessSupervisor {
    @Override
    public StopOutcome sweep(RunId run) {
      return new StopOutcome.Unproven(List.of(4242L));
    }

    @Override
    public RunStatus status(RunId run) {
      return new RunStatus.Missing();
    }

    @Override
    public void prepare(RunId run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path scratch(RunId run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path output(RunId run, StreamName stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start(RunId run, ProcessSpec spec, Map<String, String> environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAtWork(RunId run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasLostSupervisor(RunId run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> environment(RunId run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean forbid(RunId run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AgentProcess attach(RunId run, Framing framing, OutputOffsets from) {
      throw new UnsupportedOperationException();
    }
  }
}
