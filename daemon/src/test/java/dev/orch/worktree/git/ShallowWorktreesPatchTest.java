package dev.orch.worktree.git;

import dev.orch.worktree.GitRepository;

/** The same in a shallow clone. */
class ShallowWorktreesPatchTest extends GitWorktreesPatchTest {
  @Override
  protected GitRepository project() {
    return shallowProject();
  }
}
