package dev.orch.cli.command.setup;

import dev.orch.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The link by which orch is found.
 *
 * @param path where it is
 */
record InstalledLink(Path folder, Path path) {

  /** The one of this user. */
  static InstalledLink of(Surroundings surroundings) {
    Path folder = surroundings.home().resolve(".local/bin");
    return new InstalledLink(folder, folder.resolve("orch"));
  }

  /** Whether it is a link to a program of this name, which is what an installation makes. */
  boolean isOurs() {
    try {
      return Files.isSymbolicLink(path) && Files.readSymbolicLink(path).endsWith("orch");
    } catch (IOException e) {
      return false;
    }
  }
}
