package dev.orch.operation.cleanup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a delete does.
 *
 * @param kept what goes into the trash; null for a session without a worktree
 * @param deleteBranch whether the session's branch goes too
 * @param branchStays why it does not though that was wanted, for a person; null otherwise, and in
 *     plans of daemons that did not write it down
 * @param removals files and folders of ours that go for good
 * @param expiresAtMs when the trash may let go of it
 */
record DeletePlan(
    @Nullable Kept kept,
    boolean deleteBranch,
    @Nullable String branchStays,
    List<Removal> removals,
    long keptBytes,
    long freedBytes,
    long expiresAtMs) {
  DeletePlan {
    removals = List.copyOf(removals);
  }

  /**
   * One file or folder.
   *
   * @param root the folder of ours that it is below of
   */
  record Removal(String root, String path) {}

  /**
   * What is stored while the session's agent is stopped.
   *
   * @param agreed the part of what a person agreed to that a stop does not change; null if nobody
   *     was asked
   */
  record WhileStopping(boolean deleteBranch, @Nullable String agreed) {}
}
