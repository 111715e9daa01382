package dev.orch.worktree.git;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.WorktreesLargeFilesContract;
import java.nio.file.Path;

class GitWorktreesLargeFilesTest extends WorktreesLargeFilesContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }
}
