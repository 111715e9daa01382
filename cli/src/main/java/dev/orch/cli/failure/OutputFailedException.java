package dev.orch.cli.failure;

import java.io.IOException;
import java.util.Objects;

/**
 * What is printed cannot be written: the disk is full, the output is closed. No {@link
 * CliException}, because programs would be told of those where nothing can be written.
 */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** EPIPE as the system words it; the launcher sees to it that it does so in English. */
  private static final String NO_READER = "Broken pipe";

  private OutputFailedException(String message, IOException cause) {
    super(message, cause);
  }

  /** What a command ends with whose output failed like this; a reader that has gone is no error. */
  public static RuntimeException of(IOException failure) {
    String why = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    return why.contains(NO_READER)
        ? new ReaderGoneException()
        : new OutputFailedException("write error: " + why, failure);
  }
}
