package dev.orch.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how much may still be written. Starts nothing and writes nothing. */
@FunctionalInterface
public interface FreeSpace {
  /** As the file systems say. */
  FreeSpace OF_FILE_SYSTEMS = FreeSpace::ofFileSystem;

  /** In bytes, where the path lies or would lie; more than enough where nobody can say it. */
  long at(Path place);

  private static long ofFileSystem(Path place) {
    Path there = place;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException _) {
      return Long.MAX_VALUE;
    }
  }
}
