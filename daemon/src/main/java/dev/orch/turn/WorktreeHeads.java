package dev.orch.turn;

import dev.orch.worktree.Head;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.util.Optional;

/** Reads what a turn left checked out, where it still can be read. */
record WorktreeHeads(Worktrees worktrees) {

  /** Empty for a session without a worktree, and for one whose worktree is gone. */
  Optional<Head> find(LiveTurn live) {
    return live.worktree()
        .flatMap(worktree -> {
          try {
            return Optional.of(worktrees.head(live.repository(), worktree.path()));
          } catch (WorktreeFailedException _) {
            return Optional.empty();
          }
        });
  }
}
