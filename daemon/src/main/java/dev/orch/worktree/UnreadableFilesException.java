package dev.orch.worktree;

/** Something in a worktree cannot be read by this process, so that git would leave it out. */
public final class UnreadableFilesException extends WorktreeFailedException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names it and what to do. */
  public UnreadableFilesException(String message) {
    super(message);
  }
}
