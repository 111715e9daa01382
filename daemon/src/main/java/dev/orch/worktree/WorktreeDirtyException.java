package dev.orch.worktree;

/** A worktree holds work that removing it would lose. Nothing was removed. */
public final class WorktreeDirtyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names the worktree. */
  public WorktreeDirtyException(String message) {
    super(message);
  }
}
