package dev.orch.setup;

/** A worktree could not be made ready. It stays as it is, so that it can be tried again. */
public final class SetupFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened, and the end of what the script printed. */
  public SetupFailedException(String message) {
    super(message);
  }
}
