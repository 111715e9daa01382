package dev.orch.http.handler;

import dev.orch.api.Page;
import dev.orch.api.ProblemType;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.api.output.LogTail;
import dev.orch.artifact.TranscriptReader;
import dev.orch.domain.session.Session;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.exchange.ByteRange;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Paging;
import dev.orch.http.exchange.Views;
import dev.orch.http.sse.LastEventId;
import dev.orch.http.sse.PrintedStream;
import dev.orch.http.sse.StreamPlaces;
import dev.orch.session.SessionQueries;
import dev.orch.turn.TurnOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of what a session's agent said and printed. */
public final class OutputHandler {
  /** How much of the log. */
  public static final Parameter LINES = Parameter.number("lines", 1, 2000, 200, "newest lines");

  /** Whose output. */
  public static final Parameter PRINTED_IN =
      Parameter.number("turn", 1, Integer.MAX_VALUE, 0, "of which turn; usually the newest");

  /** Which output. */
  public static final Parameter STREAM =
      Parameter.choice(
          "stream",
          List.of("out", "err", "stdout", "stderr"),
          "standard output, as usual, or standard error");

  /** Where to begin. */
  public static final Parameter OFFSET =
      Parameter.number("offset", 0, Long.MAX_VALUE, 0, "from this byte on; goes without Range");

  private static final int PIECE = 256 * 1024;

  private final SessionQueries queries;
  private final TranscriptReader transcripts;
  private final TurnOutput output;
  private final PrintedStream stream;
  private final Views views;

  /** Over the use cases. */
  public OutputHandler(
      SessionQueries queries,
      TranscriptReader transcripts,
      TurnOutput output,
      PrintedStream stream,
      Views views) {
    this.queries = queries;
    this.transcripts = transcripts;
    this.output = output;
    this.stream = stream;
    this.views = views;
  }

  /** The conversation as far as it has come, ascending, page by page. */
  public Response transcript(Request request) {
    Session session = queries.require(request.id());
    TranscriptReader.Part part =
        transcripts.read(
            session.id(),
            Filters.turn(request, Filters.TURN, session).orElse(null),
            Paging.after(request).orElseGet(() -> request.query().number(EventsHandler.AFTER)),
            (int) request.query().number(Parameter.LIMIT),
            views.redactor(session));
    return Answers.ok(
        new Page<TranscriptEntry>(
            part.entries(),
            part.next().isEmpty()
                ? null
                : Paging.cursor(request, new Paging.Place.After(part.next().getAsLong()))));
  }

  /** The newest lines, secrets masked byte for byte. */
  public Response logTail(Request request) {
    Session session = queries.require(request.id());
    TurnOutput.Tail tail =
        output.tail(session.id(), (int) request.query().number(LINES), views.redactor(session));
    List<LogTail.Line> lines =
        tail.lines().stream()
            .map(one -> new LogTail.Line(one.turn(), one.stream(), one.offset(), one.text()))
            .toList();
    return Answers.ok(new LogTail(lines, tail.truncated()));
  }

  /**
   * What a turn's process printed, byte for byte but for secrets, from a place on or a range of it;
   * to who wants events, also what comes until the turn has ended.
   */
  public Response log(Request request) {
    Session session = queries.require(request.id());
    TurnOutput.Printed printed =
        output.printed(
            session.id(),
            Filters.turn(request, PRINTED_IN, session).orElse(session.progress().turnCount()),
            request.query().text(STREAM).orElse("out").replaceFirst("^std", ""),
            views.redactor(session));
    long end = printed.extent().end();
    if (!wantsEvents(request)) {
      return bytes(request, printed, end);
    }
    long from =
        LastEventId.of(request.head().headers(), "an offset")
            .orElseGet(() -> request.query().number(OFFSET));
    ByteRange.from(from, end);
    return request.head().method().equals("HEAD")
        ? Answers.empty(StreamPlaces.MEDIA_TYPE)
        : stream.open(request, printed, from);
  }

  private static boolean wantsEvents(Request request) {
    return request.head().headers().all("accept").stream()
        .anyMatch(types -> types.contains(StreamPlaces.MEDIA_TYPE));
  }

  private static Response bytes(Request request, TurnOutput.Printed printed, long end) {
    Optional<String> offset = request.query().text(OFFSET);
    if (offset.isPresent() && request.head().headers().has("range")) {
      throw new RequestRefusedException(
          ProblemType.INVALID_QUERY, "offset and Range both say where to begin");
    }
    ByteRange range =
        offset.isPresent()
            ? ByteRange.from(request.query().number(OFFSET), end)
            : ByteRange.of(request.head().headers(), "", end);
    Response answer =
        new Response(
            range.status(),
            Map.of("Content-Type", Answers.BYTES),
            new Response.Body.Pieces(range.length(), outlet -> write(printed, range, outlet)));
    return range.describe(answer).with("Accept-Ranges", "bytes");
  }

  private static void write(TurnOutput.Printed printed, ByteRange range, Response.Outlet outlet)
      throws IOException {
    long end = range.offset() + range.length();
    for (long at = range.offset(); at < end; at += PIECE) {
      outlet.write(printed.read(at, (int) Math.min(PIECE, end - at)));
    }
  }
}
