package dev.orch.worktree.git.apply;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.trash.HeldFolder;
import java.nio.file.Path;

/** What the contracts of changes are run over: the real git, with a home of the test. */
final class GitChanges {
  private GitChanges() {}

  static Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  static CheckoutChanges of(Path home, Runnable betweenSteps) {
    return new GitCheckoutChanges(
        Git.of(GitRepository.environment(home)), new RepositoryLocks(), places(home), betweenSteps);
  }

  /** As where the system holds no folders open. */
  static CheckoutChanges byPath(Path home, Runnable betweenSteps) {
    return new GitCheckoutChanges(
        Git.of(GitRepository.environment(home)),
        new RepositoryLocks(),
        places(home),
        HeldFolder::byPath,
        betweenSteps);
  }

  private static GitCheckoutChanges.Places places(Path home) {
    return new GitCheckoutChanges.Places(home.resolveSibling("scratch"), ".orchestrator");
  }
}
