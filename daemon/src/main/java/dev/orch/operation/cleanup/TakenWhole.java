package dev.orch.operation.cleanup;

import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeInventory.Obstacle;
import dev.orch.worktree.WorktreeInventory.Reason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which worktrees could not be made again, so that they go into the trash as they are. */
final class TakenWhole {
  /** What git cannot keep: it is kept as it is, as a folder. */
  private static final Set<Reason> NO_WORKTREE =
      EnumSet.of(Reason.CUT_OFF, Reason.OCCUPIED, Reason.NO_COMMIT, Reason.SPECIAL_FILE);

  /** What would be lost with what git has of the worktree: it goes along with the folder. */
  private static final Set<Reason> OWN_STATE =
      EnumSet.of(
          Reason.MERGE,
          Reason.REBASE,
          Reason.CHERRY_PICK,
          Reason.REVERT,
          Reason.BISECT,
          Reason.OWN_SETTINGS,
          Reason.OWN_REFS);

  private TakenWhole() {}

  /**
   * The first thing that could not be made again; nothing if all could.
   *
   * @param holds whether the trash is on the file system of the worktree
   */
  static Optional<Obstacle> because(WorktreeInventory inventory, boolean holds) {
    return inventory.obstacles().stream()
        .filter(one ->
            NO_WORKTREE.contains(one.reason()) || (holds && OWN_STATE.contains(one.reason())))
        .findFirst();
  }
}
