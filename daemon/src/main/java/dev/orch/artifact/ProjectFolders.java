package dev.orch.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Makes our folders inside a project. */
final class ProjectFolders {
  private ProjectFolders() {}

  /**
   * Makes the folder with the missing ones above it, as far as they are ours: a project that was
   * moved or is on a disk that is not there must not be made again as an empty folder.
   *
   * @param ours how many of the last names of the path may be made
   * @throws NoSuchFileException if what is above them is not there
   */
  static void make(Path folder, int ours) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (ours == 0 || parent == null) {
      throw new NoSuchFileException(folder.toString());
    }
    make(parent, ours - 1);
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
