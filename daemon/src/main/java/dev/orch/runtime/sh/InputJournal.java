package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * What was sent to an agent's input, and the bell that tells the feeder. One thread writes it.
 *
 * <p>Nothing here waits for the feeder or the agent: a FIFO that is opened for reading and writing
 * opens at once, and it is never written to while it holds a ring that was not taken. An interrupt
 * of the thread cuts no write short, as it would with a channel.
 */
final class InputJournal {
  private static final byte[] RING = "i\n".getBytes(US_ASCII);
  private static final byte[] LEAVE = "q\n".getBytes(US_ASCII);

  /** So many bytes not taken mean that no feeder is there; a FIFO holds 4 KiB at least. */
  private static final int TOO_MANY_RINGS = 64;

  private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(1);

  private final Path log;
  private final Path end;
  private final Path fed;
  private final Path bell;
  private long nextReminder = System.nanoTime();

  InputJournal(Path folder) {
    this.log = folder.resolve("in.log");
    this.end = folder.resolve("in.end");
    this.fed = folder.resolve("in.fed");
    this.bell = folder.resolve("bell");
  }

  long length() {
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + log, e);
    }
  }

  void append(byte[] bytes) {
    try {
      if (bytes.length > 0) {
        write(bytes);
      }
      ring();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to " + log, e);
    }
  }

  private void write(byte[] bytes) throws IOException {
    try (FileOutputStream out = new FileOutputStream(log.toFile(), true)) {
      out.write(bytes);
    }
  }

  /** Recorded before the bell is rung: the feeder finds it whenever it looks. */
  void end() {
    try {
      if (!Files.exists(end)) {
        Path aside = Files.createTempFile(end.getParent(), "in.end.", "");
        try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
          out.write((length() + "\n").getBytes(US_ASCII));
        }
        Files.move(aside, end, StandardCopyOption.ATOMIC_MOVE);
      }
      ring();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot end the input of " + log, e);
    }
  }

  /**
   * One ring that was not taken is enough: the feeder looks at the files after it takes it, and
   * they were written before this. Without a bell the feeder is yet to start, and looks first.
   */
  private void ring() throws IOException {
    write(RING, 0);
  }

  /**
   * Rings for a feeder that is behind, once a second however often it is called: one that could not
   * start what it passes the input on with has waited since.
   */
  void remind() {
    if (System.nanoTime() < nextReminder) {
      return;
    }
    nextReminder = System.nanoTime() + BETWEEN_REMINDERS.toNanos();
    try {
      if (isFeederBehind()) {
        ring();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look after the feeder of " + log, e);
    }
  }

  /** Not if there is none yet, or it has left. On a full disk it may have said nothing. */
  private boolean isFeederBehind() throws IOException {
    if (!Files.exists(fed)) {
      return false;
    }
    try (FileInputStream in = new FileInputStream(fed.toFile())) {
      String said = new String(in.readAllBytes(), US_ASCII).strip();
      return said.isEmpty()
          || (!said.equals("end") && (Files.exists(end) || Long.parseLong(said) < length()));
    }
  }

  /** Tells a feeder that has lost its supervisor to leave. */
  void dismiss() {
    try {
      write(LEAVE, TOO_MANY_RINGS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ring " + bell, e);
    }
  }

  private void write(byte[] line, int waitingAtMost) throws IOException {
    if (!Files.exists(bell) || Files.isRegularFile(bell)) {
      return;
    }
    try (RandomAccessFile fifo = new RandomAccessFile(bell.toFile(), "rw");
        FileInputStream reader = new FileInputStream(fifo.getFD())) {
      if (reader.available() <= waitingAtMost) {
        fifo.write(line);
      }
    }
  }
}
