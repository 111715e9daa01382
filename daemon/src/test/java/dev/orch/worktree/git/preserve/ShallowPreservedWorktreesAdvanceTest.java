package dev.orch.worktree.git.preserve;

import dev.orch.worktree.GitRepository;

/** The same in a shallow clone. */
class ShallowPreservedWorktreesAdvanceTest extends GitPreservedWorktreesAdvanceTest {
  @Override
  protected GitRepository project() {
    return shallowProject();
  }
}
