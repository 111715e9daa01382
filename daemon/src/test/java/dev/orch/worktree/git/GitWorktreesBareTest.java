package dev.orch.worktree.git;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.WorktreesBareContract;
import java.nio.file.Path;

class GitWorktreesBareTest extends WorktreesBareContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }
}
