package dev.orch.worktree;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is checked out in a worktree.
 *
 * @param commit in full
 * @param branch null if the head is detached
 */
public record Head(String commit, @Nullable String branch) {
  /** The branch, unless the head is detached. */
  public Optional<String> attachedTo() {
    return Optional.ofNullable(branch);
  }
}
