package dev.orch.operation.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.Session;
import dev.orch.http.EndedWork;
import dev.orch.http.TestDaemon;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.Operations;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.turn.WorktreeDiff;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.OwnersRights;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.apply.GitCheckoutChanges;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of an apply that git or the files refuse in the middle. */
class ApplyExecutorTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOON);

  @TempDir Path folder;
  private TestDaemon daemon;
  private GitRepository checkout;
  private EndedWork work;

  @BeforeEach
  void aSessionThatHasEnded() throws IOException {
    daemon = TestDaemon.start(folder);
    checkout = GitRepository.withCommit(folder.resolve("my-app"), folder.resolve("home"));
    daemon.client().post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(checkout.folder()));
    work = EndedWork.in(daemon, new Samples(5), checkout);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void whatMayBeWrittenCanBeUndone() {
    Path written = checkout.folder().resolve("new.txt");

    applyRefusedWhen(() -> written.toFile().exists());

    assertThat(written).exists();
    assertThat(session().times().appliedAt()).isEqualTo(Samples.NOON);
  }

  @Test
  void whatFailedBeforeItsFirstWriteWasNotApplied() {
    applyRefusedWhen(() -> true);

    assertThat(session().times().appliedAt()).isNull();
  }

  /** Neither an apply nor a difference leaves it out and says nothing. */
  @Test
  void whatCannotBeReadIsRefusedByName() throws Exception {
    Path locked = work.worktree().write("locked/file.txt", "x").folder().resolve("locked");
    OwnersRights.permit(locked, "---------");
    Session session = session();
    Project project = daemon.stores().projects().find(work.session().assignment().project()).get();
    Git git = Git.of(GitRepository.environment(folder.resolve("home")));
    WorktreeDiff diff = new WorktreeDiff(new GitWorktrees(git), folder.resolve("diffs"));

    try {
      for (Callable<?> look :
          List.<Callable<?>>of(
              () -> service(() -> {}).preview(session, Set.of()),
              () -> service(() -> {}).preview(session, Set.of("locked")),
              () -> diff.now(project, session))) {
        assertThatThrownBy(() -> OwnersRights.call(look))
            .hasCauseInstanceOf(WorktreeUnusableException.class)
            .hasMessageContaining("chmod u+rwx " + locked);
      }
      assertThat(folder.resolve("diffs")).isEmptyDirectory();
    } finally {
      OwnersRights.permit(locked, "rwxr-xr-x");
    }
    assertThat(OwnersRights.call(() -> diff.now(project, session))).isPresent();
  }

  private Session session() {
    return daemon.stores().sessions().find(work.session().id()).orElseThrow();
  }

  /** The step that follows cannot be done. */
  private void applyRefusedWhen(BooleanSupplier due) {
    assertThatThrownBy(() ->
            service(
                    () -> {
                      if (due.getAsBoolean()) {
                        throw new WorktreeFailedException("git is refused");
                      }
                    })
                .apply(
                    work.session().id(),
                    new ApplyService.Wanted(null, Set.of()),
                    Actor.DAEMON,
                    Answering.NOBODY))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("git is refused");
  }

  private ApplyService service(Runnable betweenSteps) {
    Git git = Git.of(GitRepository.environment(folder.resolve("home")));
    RepositoryLocks locks = new RepositoryLocks();
    CheckoutChanges changes =
        new GitCheckoutChanges(
            git,
            locks,
            new GitCheckoutChanges.Places(folder.resolve("scratch"), ".orchestrator"),
            betweenSteps);
    Stores stores = daemon.stores();
    SessionLedger ledger = new SessionLedger(stores, CLOCK);
    Operations operations =
        new Operations(
            stores,
            ApplyExecutor.both(changes, stores, ledger, CLOCK),
            _ -> {},
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)),
            CLOCK);
    return new ApplyService(
        stores, ledger, changes, new GitPreservedWorktrees(git, locks), operations);
  }
}
