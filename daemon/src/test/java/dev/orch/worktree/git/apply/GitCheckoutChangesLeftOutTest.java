package dev.orch.worktree.git.apply;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.CheckoutChangesLeftOutContract;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import java.nio.file.Path;

class GitCheckoutChangesLeftOutTest extends CheckoutChangesLeftOutContract {
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
        betweenSteps);
  }
}
