package dev.orch.agent;

import dev.orch.domain.operation.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A program, as it lies on the disk now: equal to itself only until it is replaced.
 *
 * @param path by which it is started; links are kept, because some programs go by their name
 * @param file that the path leads to
 * @param size in bytes
 */
record ProgramFile(Path path, Path file, long size, FileTime changed) {

  /** The path, if a file is there that may not be started. */
  static Optional<Path> forbidden(String place) {
    try {
      Path path = Path.of(place).toAbsolutePath().normalize();
      return Files.isRegularFile(path) && !Files.isExecutable(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** The program at a path; empty if there is none, or if it may not be started. */
  static Optional<ProgramFile> at(String place) {
    try {
      Path path = Path.of(place).toAbsolutePath().normalize();
      Path file = path.toRealPath();
      return SearchPath.isProgram(file)
          ? Optional.of(
              new ProgramFile(path, file, Files.size(file), Files.getLastModifiedTime(file)))
          : Optional.empty();
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}
