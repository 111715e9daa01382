package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.PlanJson;
import dev.orch.operation.StoredWork;
import dev.orch.operation.Teardown;
import dev.orch.operation.Teardowns;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.trash.SafeRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a project whose git directory is on another disk: what git does not hold is gone for good. */
class DeleteOnTwoDisksTest extends BurialBench {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private @Nullable Path away;
  private SqliteStore store;
  private SessionLedger ledger;
  private CleanupPlanner planner;
  private DeleteExecutor executor;
  private Runnable tearDown = () -> {};
  private boolean isBegun;

  @Override
  GitRepository project(Path home) {
    assumeTrue(Files.isWritable(MEMORY) && !Sizes.sameDevice(MEMORY, folder), "one disk");
    GitRepository source = super.project(home);
    Path project = source.folder().resolveSibling("far");
    try {
      away = Files.createTempDirectory(MEMORY, "orch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String apart = "--separate-git-dir=" + away.resolve("far.git");
    source.git("clone", "--quiet", apart, ".", project.toString());
    return source.in(project);
  }

  private final class Doing implements Teardown {
    @Override
    public boolean isBegun(Session session, Project project, String operation) {
      return isBegun;
    }

    @Override
    public boolean isDue(Session session, Project project, String operation) {
      return true;
    }

    @Override
    public @Nullable Failure run(
        Session session,
        Project project,
        String operation,
        Duration atMost,
        BooleanSupplier unwanted) {
      tearDown.run();
      return null;
    }
  }

  @BeforeEach
  void remember() {
    InstantSource clock = InstantSource.fixed(Samples.NOON);
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    Stores stores = store.stores();
    ledger = new SessionLedger(stores, clock);
    planner =
        new CleanupPlanner(
            stores,
            preserved,
            git.refs(),
            git.changes(),
            new CleanupPlanner.Settings(folder.resolve("runs"), Duration.ofDays(30), LIMIT),
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)),
            clock);
    Teardowns teardowns = new Teardowns(stores, ledger, new Doing(), LIMIT);
    executor = new DeleteExecutor(stores, ledger, burial, teardowns, clock);
    Path log = folder.resolve("runtime/logs/%s.log".formatted(SESSION));
    stores
        .transactions()
        .write(() -> {
          stores.projects().insert(StoredWork.project(repository));
          stores.sessions().insert(StoredWork.session(request, log));
        });
  }

  @AfterEach
  void remove() {
    if (store != null) {
      store.close();
    }
    if (away != null) {
      new SafeRemoval(MEMORY).remove(away);
    }
  }

  private Operation planned() {
    Session session = ledger.require(SESSION);
    CleanupPlanner.Planned planned = planner.plan(session, false);
    assertThat(planned.preview().losesAnything()).isTrue();
    return new Operation(
        "o000000001",
        Operation.Kind.DELETE,
        session.assignment().project(),
        SESSION,
        new Operation.Plan(PlanJson.write(planned.plan()), planned.preview().planHash()),
        new Operation.Asked(Actor.DAEMON, null, Samples.NOON),
        new Operation.Progress(Operation.Stage.WORKING, null, null));
  }

  private void assertKeeps(ThrowingCallable delete, String path) {
    assertThatThrownBy(delete)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("nobody has agreed to lose: " + path);
    assertThat(request.path().resolve(path)).exists();
    assertThat(request.path().resolve("nested/inner.txt")).hasContent("inner");
  }

  @Test
  void whatTheTeardownChangesOfItGoesToo() {
    Operation delete = planned();
    tearDown = () -> its.write(".env", "changed by it");

    executor.execute(delete);

    assertThat(request.path()).doesNotExist();
  }

  @Test
  void whatTheTeardownMakesBesideIsAskedForFirst() {
    Operation delete = planned();
    tearDown = () -> its.write("deep/.env", "made by it");

    assertKeeps(() -> executor.execute(delete), "deep/.env");

    executor.execute(planned());
    assertThat(request.path()).doesNotExist();
  }

  @Test
  void whatIsChangedBeforeItKeepsTheWorktreeAsItIs() {
    Operation delete = planned();
    its.write(".env", "changed by a person");
    tearDown = () -> its.write("torn", "down");

    assertKeeps(() -> executor.execute(delete), ".env");

    assertThat(request.path().resolve("torn")).doesNotExist();
  }

  @Test
  void whatIsChangedAfterAnEarlierDaemonBeganItKeepsTheWorktree() {
    Operation delete = planned();
    its.write(".env", "changed by somebody");
    isBegun = true;

    assertKeeps(() -> executor.execute(delete), ".env");
  }
}
