package dev.orch.domain.project;

import java.util.Objects;

/**
 * A session's worktree cannot be read, made, or made good again, as things are. Nothing was
 * changed.
 */
public final class WorktreeUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names the place and what to do. */
  public WorktreeUnusableException(String message) {
    super(message);
  }

  /** With the sentence of the failure, which names the place. */
  public WorktreeUnusableException(RuntimeException failure) {
    super(Objects.requireNonNullElse(failure.getMessage(), "no reason given"), failure);
  }
}
