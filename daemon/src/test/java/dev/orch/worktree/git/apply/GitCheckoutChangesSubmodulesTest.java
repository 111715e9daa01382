package dev.orch.worktree.git.apply;

import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.CheckoutChangesSubmodulesContract;
import java.nio.file.Path;

class GitCheckoutChangesSubmodulesTest extends CheckoutChangesSubmodulesContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return GitChanges.worktrees(home);
  }

  @Override
  protected CheckoutChanges changes(Path home, Runnable betweenSteps) {
    return GitChanges.of(home, betweenSteps);
  }
}
