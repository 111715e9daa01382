package dev.orch.worktree;

/** There is no git here that the daemon can work with. */
public final class GitUnsupportedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names the version found, or where git was looked for. */
  public GitUnsupportedException(String message) {
    super(message);
  }
}
