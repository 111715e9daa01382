package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.disk.DiskGuard;
import dev.orch.disk.DiskLimits;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.event.Secrets;
import dev.orch.runtime.OutputOffsets;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process is signalled only once the rung is on record. */
class RungOnRecordTest extends ProjectSuite {
  private static final Duration LONG = Duration.ofHours(1);
  private static final TurnTimes TIMES = new TurnTimes(LONG, Duration.ZERO, LONG);

  private final InstantSource clock = InstantSource.fixed(Samples.NOON);
  private final RandomIds ids = new RandomIds(new SecureRandom());

  private SessionId id;

  @BeforeEach
  void beginATurn() throws Exception {
    id = project.send("[[say up]] [[hang]]");
    project.awaitSaid(id, "up");
  }

  static Stream<Arguments> whatIsDue() {
    BiConsumer<Stores, SessionId> twice = (stores, id) -> stop(stores, id, 2, StopRung.INTERRUPT);
    BiConsumer<Stores, SessionId> thrice = (stores, id) -> stop(stores, id, 3, StopRung.TERMINATE);
    BiConsumer<Stores, SessionId> ended = (stores, id) -> stores.outbox().end(id, 1);
    return Stream.of(
        Arguments.of(Named.of("a stop asked for twice", twice), "interrupt", StopRung.TERMINATE),
        Arguments.of(Named.of("a stop asked for thrice", thrice), "kill", StopRung.KILL),
        Arguments.of(Named.of("a process that stays", ended), "interrupt", StopRung.TERMINATE));
  }

  private static void stop(Stores stores, SessionId id, int requests, StopRung rung) {
    for (int i = 0; i < requests; i++) {
      stores.turns().requestStop(id, 1, Reason.USER, Samples.NOON);
    }
    stores.turns().saveRung(id, 1, rung, Samples.NOON);
  }

  @ParameterizedTest
  @MethodSource("whatIsDue")
  void aSignalFollowsItsRung(BiConsumer<Stores, SessionId> due, String signal, StopRung rung)
      throws Exception {
    project.restart(() -> {
      try (SqliteStore store = SqliteStore.open(database(), project.state())) {
        Stores stores = store.stores();
        stores.transactions().write(() -> due.accept(stores, id));
        SignalledProcess process =
            new SignalledProcess(() -> stores.turns().findRung(id, 1).orElseThrow());
        loop(stores, process).run();
        assertThat(process.signals()).containsExactly(signal + " at " + rung);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("whatIsDue")
  void noneIsSentWhoseRungCannotBeKept(BiConsumer<Stores, SessionId> due) throws Exception {
    project.restart(() -> {
      Path aside = folder.resolve("aside.db");
      try (SqliteStore store = SqliteStore.open(database(), project.state())) {
        Stores stores = store.stores();
        stores.transactions().write(() -> due.accept(stores, id));
        SignalledProcess process = new SignalledProcess(() -> StopRung.INTERRUPT);
        TurnLoop loop = loop(stores, process);
        Files.move(database(), aside);
        assertThatThrownBy(loop::run).isInstanceOf(StoreUnavailableException.class);
        assertThat(process.signals()).isEmpty();
        Files.move(aside, database());
      }
    });
  }

  private Path database() {
    return project.state().resolve("orchestrator.db");
  }

  private TurnLoop loop(Stores stores, SignalledProcess process) {
    Session session = stores.sessions().find(id).orElseThrow();
    Turn turn = stores.turns().find(id, 1).orElseThrow();
    ClaudeAdapter adapter = new ClaudeAdapter();
    LiveTurn live =
        new LiveTurn(
            session,
            turn,
            stores.projects().find(session.assignment().project()).orElseThrow(),
            adapter);
    Turn.Launch launch = turn.launch();
    TurnLoop.Progress progress =
        new TurnLoop.Progress(
            adapter.protocol().decode(Objects.requireNonNull(launch.protocolState())),
            new OutputOffsets(launch.outRead(), launch.errRead()));
    IdleWatch idle =
        IdleWatch.from(TIMES, Reason.WORKING, stores.turns().findRung(id, 1), System.nanoTime());
    DiskGuard disk =
        new DiskGuard(_ -> Long.MAX_VALUE, new DiskLimits(0, 0, Long.MAX_VALUE), Path.of("/"));
    return new TurnLoop(
        live,
        process,
        progress,
        recorder(stores),
        new TurnLoop.Watches(
            new StopLadder(LONG), idle, disk.watch(List.of(Path.of("/"))), Long.MAX_VALUE),
        ids);
  }

  private TurnRecorder recorder(Stores stores) {
    SessionLedger ledger = new SessionLedger(stores, clock);
    Secrets secrets = new Secrets(stores.projects(), Set::of);
    GitWorktrees worktrees =
        new GitWorktrees(Git.of(GitRepository.environment(folder.resolve("home"))));
    return new TurnRecorder(
        stores,
        ledger,
        new AgentEventRecorder(stores, ledger, secrets, project.plane().supervisor, ids, clock),
        new ArtifactCollector(worktrees, stores.events(), secrets, ids, clock),
        clock);
  }
}
