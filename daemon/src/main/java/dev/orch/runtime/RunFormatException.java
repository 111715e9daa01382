package dev.orch.runtime;

import java.nio.file.Path;

/**
 * A run folder is of a format that this version does not read: a newer version made it, or one that
 * is too old. Nothing was done to its process.
 */
public final class RunFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the formats that are read. */
  public RunFormatException(Path folder, int format, int oldest, int newest) {
    super(
        "its process was started by another version of orch: %s has format %d, this version reads %d to %d; start that version again to go on with it"
            .formatted(folder, format, oldest, newest));
  }
}
