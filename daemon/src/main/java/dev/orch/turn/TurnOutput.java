package dev.orch.turn;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.event.Redactor;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StreamName;
import dev.orch.store.TurnStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Reads the raw output of turns as it may be shown: secrets masked byte for byte. */
public final class TurnOutput {
  private static final int MOST_BYTES = 1024 * 1024;

  private final TurnStore turns;
  private final ProcessSupervisor supervisor;

  /** With everything that it asks. */
  public TurnOutput(TurnStore turns, ProcessSupervisor supervisor) {
    this.turns = turns;
    this.supervisor = supervisor;
  }

  /**
   * A line of raw output.
   *
   * @param turn counted from 1
   * @param stream {@code out} or {@code err}
   * @param offset of the first byte that is shown, from the start of its stream
   * @param text without the line's end; what is no UTF-8 is replaced
   */
  public record Line(int turn, String stream, long offset, String text) {}

  /**
   * The last lines of a session.
   *
   * @param truncated whether there are older ones
   */
  public record Tail(List<Line> lines, boolean truncated) {}

  /**
   * The last lines that the session's processes printed, oldest first; of one turn, standard error
   * stands behind standard output. A secret is masked also where it began above the lines.
   *
   * @param most how many lines, 1–2000; never more than 1 MiB
   */
  public Tail tail(SessionId session, int most, Redactor redactor) {
    List<Line> newestFirst = new ArrayList<>();
    int budget = MOST_BYTES;
    for (Turn turn : turns.list(session).reversed()) {
      for (StreamName stream : List.of(StreamName.ERR, StreamName.OUT)) {
        Path file = supervisor.output(new RunId(session, turn.number()), stream);
        Source source = new Source(turn.number(), stream, file);
        budget = addLast(newestFirst, source, most + 1, budget, redactor);
      }
    }
    boolean truncated = newestFirst.size() > most || budget <= 0;
    List<Line> lines = new ArrayList<>(newestFirst.subList(0, Math.min(most, newestFirst.size())));
    Collections.reverse(lines);
    return new Tail(lines, truncated);
  }

  private record Source(int turn, StreamName stream, Path file) {}

  /**
   * Adds lines from the end of a file until there are enough; gives the bytes left to spend. What
   * is above them is read as far as a secret may reach, masked with them and cut off.
   */
  private static int addLast(
      List<Line> newestFirst, Source source, int most, int budget, Redactor redactor) {
    if (newestFirst.size() >= most || budget <= 0 || !Files.isReadable(source.file())) {
      return budget;
    }
    try (RandomAccessFile file = new RandomAccessFile(source.file().toFile(), "r")) {
      long end = file.length();
      int want = (int) Math.min(end, budget);
      int above = (int) Math.min(end - want, redactor.reach());
      byte[] bytes = new byte[above + want];
      file.seek(end - bytes.length);
      file.readFully(bytes);
      byte[] masked = Arrays.copyOfRange(redactor.mask(bytes), above, bytes.length);
      return budget - addLines(newestFirst, source, most, masked, end - want);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int addLines(
      List<Line> newestFirst, Source source, int most, byte[] bytes, long offset) {
    int end = bytes.length;
    int used = 0;
    while (end > 0 && newestFirst.size() < most) {
      int stop = bytes[end - 1] == '\n' ? end - 1 : end;
      int start = stop;
      while (start > 0 && bytes[start - 1] != '\n') {
        start--;
      }
      String text = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
      newestFirst.add(
          new Line(
              source.turn(),
              source.stream().name().toLowerCase(Locale.ROOT),
              offset + start,
              text));
      used += end - start;
      end = start;
    }
    return used;
  }
}
