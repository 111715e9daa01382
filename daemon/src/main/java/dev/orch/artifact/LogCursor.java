package dev.orch.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Remembers in a file of ours how far the readable logs are written. */
final class LogCursor {
  private final Path file;

  LogCursor(Path file) {
    this.file = file;
  }

  /** The sequence number up to which all logs are whole; 0 if that is not known. */
  long read() throws IOException {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NoSuchFileException | NumberFormatException _) {
      return 0;
    }
  }

  void write(long seq) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, Long.toString(seq));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
