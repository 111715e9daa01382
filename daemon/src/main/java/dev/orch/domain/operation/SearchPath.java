package dev.orch.domain.operation;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where programs are looked for.
 *
 * @param folders absolute, in order, each once
 */
public record SearchPath(List<Path> folders) {

  /** Keeps what it was given. */
  public SearchPath {
    folders = List.copyOf(folders);
  }

  /**
   * The folders that a {@code PATH} names; less the current one, which an empty or relative entry
   * leads to: it is anyone's.
   */
  public static SearchPath of(String path) {
    return new SearchPath(
        Arrays.stream(path.split(":", -1))
            .filter(place -> place.startsWith("/"))
            .flatMap(SearchPath::folder)
            .distinct()
            .toList());
  }

  /** None for what the system's encoding of names has no path for. */
  private static Stream<Path> folder(String place) {
    try {
      return Stream.of(Path.of(place));
    } catch (InvalidPathException _) {
      return Stream.empty();
    }
  }

  /** The first program of that name. */
  public Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(SearchPath::isProgram)
        .findFirst();
  }

  /** Whether it is a file that may be executed. */
  public static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
