package dev.orch.worktree.git.apply;

import dev.orch.worktree.GitRepository;

/** The same in a shallow clone. */
class ShallowCheckoutChangesTest extends GitCheckoutChangesTest {
  @Override
  protected GitRepository project() {
    return shallowProject();
  }
}
