package dev.orch.operation.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release does.
 *
 * @param number under which the worktree's state is kept
 * @param unkept what goes with the folder as it was planned; null in plans of daemons that did not
 *     write it down
 */
record ReleasePlan(int number, long freedBytes, @Nullable List<Unkept> unkept) {
  ReleasePlan {
    unkept = unkept == null ? null : List.copyOf(unkept);
  }

  /**
   * A file that git ignores or a repository of its own, or a folder taken as a whole.
   *
   * @param path below the worktree, a character for each byte
   * @param modified last, of anything in it
   * @param lost whether it does not come back, so that a person has agreed that it goes
   */
  record Unkept(String path, long sizeBytes, String modified, boolean lost) {}
}
