package dev.orch.http.handler;

import dev.orch.api.Page;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.api.session.LogTail;
import dev.orch.artifact.TranscriptReader;
import dev.orch.domain.session.Session;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.session.SessionQueries;
import dev.orch.turn.TurnOutput;
import java.util.List;

/** The routes of what a session's agent said and printed. */
public final class OutputHandler {
  /** How much of the log. */
  public static final Parameter LINES = Parameter.number("lines", 1, 2000, 200, "newest lines");

  private final SessionQueries queries;
  private final TranscriptReader transcripts;
  private final TurnOutput output;
  private final Views views;

  /** Over the use cases. */
  public OutputHandler(
      SessionQueries queries, TranscriptReader transcripts, TurnOutput output, Views views) {
    this.queries = queries;
    this.transcripts = transcripts;
    this.output = output;
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
}
