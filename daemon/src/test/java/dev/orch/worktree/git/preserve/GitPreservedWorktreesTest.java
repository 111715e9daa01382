package dev.orch.worktree.git.preserve;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.PreservedWorktreesContract;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import java.nio.file.Path;

class GitPreservedWorktreesTest extends PreservedWorktreesContract {
  private final RepositoryLocks locks = new RepositoryLocks();

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)), locks);
  }

  @Override
  protected PreservedWorktrees preserved() {
    return new GitPreservedWorktrees(
        Git.of(GitRepository.environment(temp.resolve("home"))), locks);
  }
}
