package dev.orch.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Remembers in a file of ours how far the readable logs are written. */
final class LogCursor {
  private final Path file;

  LogCursor(Path file) {
    this.file = file;
  }

  /**
   * How far they are written.
   *
   * @param seq up to this number of an event all logs are whole; 0 if that is not known
   * @param away the sessions whose logs are not, because their project is not there
   */
  record Place(long seq, Set<String> away) {
    static final Place UNKNOWN = new Place(0, Set.of());

    Place {
      away = Set.copyOf(away);
    }
  }

  Place read() throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty()
          ? Place.UNKNOWN
          : new Place(
              Long.parseLong(lines.getFirst().strip()), Set.copyOf(lines.subList(1, lines.size())));
    } catch (NoSuchFileException | NumberFormatException _) {
      return Place.UNKNOWN;
    }
  }

  void write(Place place) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    List<String> lines = new ArrayList<>(List.of(Long.toString(place.seq())));
    lines.addAll(place.away());
    Files.write(next, lines);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
