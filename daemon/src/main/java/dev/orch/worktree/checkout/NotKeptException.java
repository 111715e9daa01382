package dev.orch.worktree.checkout;

import dev.orch.domain.operation.FileFailure;
import java.io.IOException;

/**
 * What carrying out a plan needs could not be put beside the repository's objects, as on a full
 * disk. The checkout is as it was.
 */
public final class NotKeptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what git or the file system said. */
  public NotKeptException(Exception cause) {
    super("nothing was written, since what it needs cannot be kept: " + words(cause), cause);
  }

  private static String words(Exception cause) {
    return cause instanceof IOException failure
        ? FileFailure.words(failure)
        : String.valueOf(cause.getMessage());
  }
}
