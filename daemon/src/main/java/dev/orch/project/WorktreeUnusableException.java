package dev.orch.project;

import java.util.Objects;

/** A session's worktree cannot be made, or made good again, as things are. Nothing was changed. */
public final class WorktreeUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence of the failure, which names the place. */
  public WorktreeUnusableException(RuntimeException failure) {
    super(Objects.requireNonNullElse(failure.getMessage(), "no reason given"), failure);
  }
}
