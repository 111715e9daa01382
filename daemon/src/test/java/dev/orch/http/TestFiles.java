package dev.orch.http;

import dev.orch.domain.project.RandomIds;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.OperationResults;
import dev.orch.operation.Operations;
import dev.orch.operation.Teardown;
import dev.orch.operation.Teardowns;
import dev.orch.operation.apply.ApplyExecutor;
import dev.orch.operation.apply.ApplyService;
import dev.orch.operation.cleanup.Burial;
import dev.orch.operation.cleanup.CleanupPlanner;
import dev.orch.operation.cleanup.DeleteExecutor;
import dev.orch.operation.cleanup.DeleteService;
import dev.orch.operation.cleanup.TrashExecutor;
import dev.orch.operation.cleanup.TrashService;
import dev.orch.operation.release.ReleaseExecutor;
import dev.orch.operation.release.ReleasePlanner;
import dev.orch.operation.release.ReleaseService;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionService;
import dev.orch.store.Stores;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.apply.GitCheckoutChanges;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import dev.orch.worktree.git.trash.GitSessionRefs;
import dev.orch.worktree.trash.Movable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What works on files in a daemon without agents. */
record TestFiles(
    Teardowns teardowns,
    ApplyService apply,
    ReleaseService releases,
    DeleteService deletes,
    TrashService trash,
    OperationResults results) {
  private static final Duration SCRIPT_AT_MOST = Duration.ofMinutes(1);

  /** Where it works. */
  record Repositories(GitWorktrees worktrees, Git git, RepositoryLocks locks, Path state) {
    /** Git as it is here, with what an installation in this folder keeps of repositories. */
    static Repositories over(Path state) {
      Git git = Git.of(System.getenv());
      RepositoryLocks locks = new RepositoryLocks();
      return new Repositories(new GitWorktrees(git, locks), git, locks, state);
    }
  }

  static TestFiles over(Stores stores, SessionService sessions, Repositories where) {
    InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    RandomIds ids = new RandomIds(RandomGenerator.getDefault());
    SessionLedger ledger = new SessionLedger(stores, clock);
    GitPreservedWorktrees preserved = new GitPreservedWorktrees(where.git(), where.locks());
    GitSessionRefs refs = new GitSessionRefs(where.git(), where.locks());
    ReleasePlanner released =
        new ReleasePlanner(
            stores,
            preserved,
            ReleasePlanner.Copies.NONE,
            new Movable(Movable.Access.ofTheOwnerOf(where.state())),
            SCRIPT_AT_MOST);
    CheckoutChanges changes =
        new GitCheckoutChanges(
            where.git(),
            where.locks(),
            new GitCheckoutChanges.Places(where.state().resolve("apply"), ".orchestrator"),
            () -> {});
    Burial burial = new Burial(where.worktrees(), preserved, refs, changes);
    Teardowns teardowns = new Teardowns(stores, ledger, Teardown.NONE, SCRIPT_AT_MOST);
    List<OperationExecutor> executors =
        new ArrayList<>(ApplyExecutor.both(changes, stores, ledger, clock));
    executors.add(new ReleaseExecutor(stores, ledger, released, teardowns, clock));
    executors.addAll(
        List.of(
            new DeleteExecutor(stores, ledger, burial, teardowns, clock),
            TrashExecutor.restoring(stores, ledger, burial),
            TrashExecutor.emptying(stores, ledger, burial)));
    Operations operations = new Operations(stores, executors, sessions::wake, ids, clock);
    CleanupPlanner planner =
        new CleanupPlanner(
            stores,
            preserved,
            refs,
            changes,
            new CleanupPlanner.Settings(
                where.state().resolve("runs"), Duration.ofDays(30), SCRIPT_AT_MOST),
            ids,
            clock);
    return new TestFiles(
        teardowns,
        new ApplyService(stores, ledger, changes, preserved, operations),
        new ReleaseService(stores, ledger, operations, released),
        new DeleteService(stores, ledger, sessions, operations, planner),
        new TrashService(stores, operations, refs, clock),
        new OperationResults(stores));
  }
}
