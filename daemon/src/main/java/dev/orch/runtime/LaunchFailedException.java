package dev.orch.runtime;

import dev.orch.domain.operation.FileFailure;

/** A process could not be started; nothing runs, and the run may be started again. */
public final class LaunchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that a person can act on. */
  public LaunchFailedException(String message) {
    super(message);
  }

  /** With the failure that stood in the way. */
  public LaunchFailedException(String message, Throwable cause) {
    super(FileFailure.words(message, cause), cause);
  }
}
