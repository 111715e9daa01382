package dev.orch.domain.operation;

import java.nio.file.Path;

/** What is said of a folder that is not there and may be on a disk that is away, for a person. */
public final class AwayFolder {
  /** What brings it back. */
  public static final String REMEDY = "mount that, or bring the folder back";

  private AwayFolder() {}

  /** That it is not there, and what brings it back. */
  public static String text(Path folder) {
    return "%s is not there, its disk may be away: %s".formatted(folder, REMEDY);
  }
}
