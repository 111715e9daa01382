package dev.orch.worktree.git.apply;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.CheckoutChangesRoundsContract;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.trash.HeldFolder;
import java.nio.file.Path;

/** Where the system holds no folders open. */
class ByPathCheckoutChangesRoundsTest extends CheckoutChangesRoundsContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  @Override
  protected CheckoutChanges changes(Path home, Runnable betweenSteps) {
    return new GitCheckoutChanges(
        Git.of(GitRepository.environment(home)),
        new RepositoryLocks(),
        new GitCheckoutChanges.Places(home.resolveSibling("scratch"), ".orchestrator"),
        HeldFolder::byPath,
        betweenSteps);
  }
}
