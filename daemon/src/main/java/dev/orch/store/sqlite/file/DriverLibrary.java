package dev.orch.store.sqlite.file;

import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the driver unpacks its native part, once in a process. It takes its copy away when the
 * process ends by itself; a killed process leaves it, and in the folder for temporary files nobody
 * would ever look for it.
 */
final class DriverLibrary {
  private static final String FOLDER = "org.sqlite.tmpdir";

  private DriverLibrary() {}

  /** Takes copies of dead processes away; to be called by who alone works in the state folder. */
  static void unpackIn(Path stateFolder) {
    Path folder = stateFolder.resolve("driver");
    try {
      Files.createDirectories(folder);
      for (Path left : filesOf(folder)) {
        Files.deleteIfExists(left);
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be emptied".formatted(folder), e);
    }
    System.setProperty(FOLDER, folder.toString());
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
