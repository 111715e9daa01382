package dev.orch.disk;

import java.nio.file.Path;

/**
 * How much is free somewhere.
 *
 * @param place a path there
 */
public record Room(Path place, long bytes) {
  private static final long MEBIBYTE = 1L << 20;

  /** For a person. */
  public String words() {
    return "%d MiB are free at %s".formatted(bytes / MEBIBYTE, place);
  }

  /** A limit for a person. */
  static String mebibytes(long bytes) {
    return "%d MiB".formatted(bytes / MEBIBYTE);
  }
}
