package dev.orch.worktree.git;

import dev.orch.worktree.GitRepository;

/** The same in a shallow clone. */
class ShallowWorktreesResumeTest extends GitWorktreesResumeTest {
  @Override
  protected GitRepository project() {
    return shallowProject();
  }
}
