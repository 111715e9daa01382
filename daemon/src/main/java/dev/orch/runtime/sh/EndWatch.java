package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out that a run has ended. One thread asks. */
final class EndWatch implements AutoCloseable {
  private static final Pattern EXITED = Pattern.compile("exited (\\d{1,3}) \\d+\n");
  private static final int RECORD_BYTES = 160;

  /** Looking at processes costs more than the exit record, and matters only after an accident. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final RunDirectory directory;
  private final ProcessTable table;
  private final ProcessRecord supervisor;
  private final Path record;

  /** Null until the file is there. */
  private @Nullable FileChannel channel;

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
      if (channel == null) {
        channel = FileChannel.open(record, StandardOpenOption.READ);
      }
      ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES);
      int length = Math.max(channel.read(bytes, 0), 0);
      return exit(new String(bytes.array(), 0, length, ISO_8859_1));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + record, e);
    }
  }

  private static Optional<ProcessExit> exit(String text) {
    Matcher matcher = EXITED.matcher(text);
    return matcher.lookingAt()
        ? Optional.of(new ProcessExit.Exited(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + record, e);
    }
  }
}
