package dev.orch.worktree.git.apply;

import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.CheckoutChangesUndoContract;
import java.nio.file.Path;

/** Where the system holds no folders open. */
class ByPathCheckoutChangesUndoTest extends CheckoutChangesUndoContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return GitChanges.worktrees(home);
  }

  @Override
  protected CheckoutChanges changes(Path home, Runnable betweenSteps) {
    return GitChanges.byPath(home, betweenSteps);
  }
}
