package dev.orch.doctor;

import dev.orch.worktree.GitUnsupportedException;
import dev.orch.worktree.WorktreeFailedException;
import java.util.List;

/**
 * Whether there is a git that worktrees can be made with.
 *
 * @param require throws {@link GitUnsupportedException} where there is none
 */
public record GitVersion(Runnable require) implements Check {
  @Override
  public List<Finding> look() {
    try {
      require.run();
      return List.of();
    } catch (GitUnsupportedException | WorktreeFailedException e) {
      return List.of(
          Finding.told(
              Finding.Code.GIT_UNSUPPORTED,
              String.valueOf(e.getMessage()),
              null,
              "install git 2.38 or newer where the daemon finds it, then: orch down, orch up"));
    }
  }
}
