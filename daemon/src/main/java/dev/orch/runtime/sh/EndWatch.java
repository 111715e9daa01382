package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out that a run has ended. One thread asks. */
final class EndWatch implements AutoCloseable {
  /** Supervisors of an earlier version wrote the time behind the code. */
  private static final Pattern EXITED = Pattern.compile("exited (\\d{1,3})( \\d+)?\n");

  private static final int RECORD_BYTES = 160;

  /** Looking at processes costs more than the exit record, and matters only after an accident. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final RunDirectory directory;
  private final ProcessTable table;
  private final ProcessRecord supervisor;
  private final Path record;

  /** Null until the file is there. */
  private @Nullable RandomAccessFile content;

  private long nextLook = System.nanoTime();

  EndWatch(RunDirectory directory, ProcessTable table, ProcessRecord supervisor) {
    this.directory = directory;
    this.table = table;
    this.supervisor = supervisor;
    this.record = directory.folder().resolve("exit");
  }

  /**
   * How it ended, if it has. A supervisor that is gone ends nothing as long as its agent lives.
   *
   * @throws UncheckedIOException if the run folder is gone
   */
  Optional<ProcessExit> look() {
    Optional<ProcessExit> recorded = recorded();
    if (recorded.isPresent() || System.nanoTime() < nextLook) {
      return recorded;
    }
    nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
    if (!directory.exists()) {
      throw new UncheckedIOException(new NoSuchFileException(directory.folder().toString()));
    }
    if (!supervisor.bootId().equals(table.bootId())) {
      return Optional.of(new ProcessExit.Rebooted());
    }
    if (table.isAlive(supervisor) || directory.agent().filter(table::isAlive).isPresent()) {
      return Optional.empty();
    }
    return recorded().or(() -> Optional.of(new ProcessExit.Lost()));
  }

  /** What the supervisor recorded, if it has. */
  Optional<ProcessExit> recorded() {
    try {
      if (content == null && Files.exists(record)) {
        content = new RandomAccessFile(record.toFile(), "r");
      }
      return content == null ? Optional.empty() : exit(content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + record, e);
    }
  }

  private static Optional<ProcessExit> exit(RandomAccessFile content) throws IOException {
    byte[] bytes = new byte[RECORD_BYTES];
    content.seek(0);
    int length = Math.max(content.read(bytes), 0);
    Matcher matcher = EXITED.matcher(new String(bytes, 0, length, ISO_8859_1));
    return matcher.lookingAt()
        ? Optional.of(new ProcessExit.Exited(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      if (content != null) {
        content.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + record, e);
    }
  }
}
