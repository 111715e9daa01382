package dev.orch.store;

import dev.orch.domain.operation.FileFailure;

/**
 * The store cannot be read or written now: a full disk, a broken or lost file, a lock held too
 * long.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For what no database said. */
  public StoreUnavailableException(String message) {
    super(message);
  }

  /** With what the database said. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(FileFailure.words(message, cause), cause);
  }
}
