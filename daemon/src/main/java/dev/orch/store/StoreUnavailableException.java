package dev.orch.store;

import dev.orch.domain.operation.FileFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot be read or written now: a full disk, a broken or lost file, a lock held too
 * long.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What to do; null if it may go by itself. */
  private final @Nullable String hint;

  /** For what no database said, with what to do. */
  public StoreUnavailableException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** With what the database said. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(FileFailure.words(message, cause), cause);
    this.hint = null;
  }

  /** What to do, where that is known. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
