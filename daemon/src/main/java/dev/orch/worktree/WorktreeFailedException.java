package dev.orch.worktree;

import dev.orch.domain.operation.FileFailure;

/** A worktree could not be made or made good again; what the call had made is undone. */
public class WorktreeFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names the place and what to do. */
  public WorktreeFailedException(String message) {
    super(message);
  }

  /** With what git or the file system said. */
  public WorktreeFailedException(String message, Throwable cause) {
    super(FileFailure.words(message, cause), cause);
  }
}
