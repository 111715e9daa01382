package dev.orch.turn;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.event.MaskedFile;
import dev.orch.event.Redactor;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StreamName;
import dev.orch.store.TurnStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
   * How far a stream can be shown.
   *
   * @param end in bytes from its beginning
   * @param isFinal whether the turn has ended, so that no more comes
   */
  public record Extent(long end, boolean isFinal) {}

  /** One stream of a turn. */
  public final class Printed {
    private final RunId run;
    private final MaskedFile file;

    private Printed(RunId run, MaskedFile file) {
      this.run = run;
      this.file = file;
    }

    /** Whose it is, counted from 1. */
    public int turn() {
      return run.turn();
    }

    /**
     * How far it can be shown now: to its end, but while the turn goes on only to the end of a
     * line, for what comes may show that the rest belongs to a secret.
     */
    public Extent extent() {
      // Asked first: what is printed meanwhile is seen the next time.
      boolean ended = turns.find(run.session(), run.turn()).flatMap(Turn::ended).isPresent();
      try {
        return new Extent(ended ? file.size() : file.settledSize(), ended);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * The bytes from a place on, secrets masked byte for byte, also those that lie across an edge.
     *
     * @param length no further than to the end of its extent
     */
    public byte[] read(long from, int length) throws IOException {
      return file.read(from, length);
    }
  }

  /**
   * What a turn's process has printed to one of its streams, and goes on to print.
   *
   * @param stream {@code out} or {@code err}
   */
  public Printed printed(SessionId session, int turn, String stream, Redactor redactor) {
    RunId run = new RunId(session, turn);
    StreamName name = StreamName.valueOf(stream.toUpperCase(Locale.ROOT));
    return new Printed(run, new MaskedFile(supervisor.output(run, name), redactor));
  }

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
        RunId run = new RunId(session, turn.number());
        Printed printed =
            new Printed(run, new MaskedFile(supervisor.output(run, stream), redactor));
        budget = addLast(newestFirst, new Source(turn.number(), stream, printed), most + 1, budget);
      }
    }
    boolean truncated = newestFirst.size() > most || budget <= 0;
    List<Line> lines = new ArrayList<>(newestFirst.subList(0, Math.min(most, newestFirst.size())));
    Collections.reverse(lines);
    return new Tail(lines, truncated);
  }

  private record Source(int turn, StreamName stream, Printed printed) {}

  /** Adds lines from the end of a file until there are enough; gives the bytes left to spend. */
  private static int addLast(List<Line> newestFirst, Source source, int most, int budget) {
    if (newestFirst.size() >= most || budget <= 0) {
      return budget;
    }
    try {
      long end = source.printed().extent().end();
      int want = (int) Math.min(end, budget);
      byte[] masked = source.printed().read(end - want, want);
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
