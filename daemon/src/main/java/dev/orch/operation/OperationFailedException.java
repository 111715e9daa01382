package dev.orch.operation;

import java.util.List;

/** An operation was closed because something was not as it had been planned. */
public final class OperationFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> written;
  private final transient List<String> notWritten;
  private final boolean unfinished;

  /** For what has no paths to list. */
  public OperationFailedException(String message) {
    this(message, List.of(), List.of());
  }

  /**
   * With what was done and what was not, both to be shown.
   *
   * @param written paths that are now as planned
   * @param notWritten paths that were left as they were found
   */
  public OperationFailedException(String message, List<String> written, List<String> notWritten) {
    this(message, written, notWritten, false);
  }

  private OperationFailedException(
      String message, List<String> written, List<String> notWritten, boolean unfinished) {
    super(message);
    this.written = List.copyOf(written);
    this.notWritten = List.copyOf(notWritten);
    this.unfinished = unfinished;
  }

  /**
   * For what was done in part: who asks for it again has the rest done.
   *
   * @param message names all of {@code done} and {@code left}
   */
  public static OperationFailedException unfinished(
      String message, List<String> done, List<String> left) {
    return new OperationFailedException(message, done, left, true);
  }

  /** Whether its plan is kept, so that another operation goes on from where it ended. */
  public boolean isUnfinished() {
    return unfinished;
  }

  /** The paths that are now as planned. */
  public List<String> written() {
    return written;
  }

  /** The paths that were left as they were found. */
  public List<String> notWritten() {
    return notWritten;
  }
}
