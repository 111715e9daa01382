package dev.orch.http.handler;

import dev.orch.api.session.LogTail;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import dev.orch.turn.TurnOutput;
import dev.orch.turn.WorktreeDiff;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of what a session's agent printed and changed. */
public final class OutputHandler {
  /** How much of the log. */
  public static final Parameter LINES = Parameter.number("lines", 1, 2000, 200, "newest lines");

  /** Whose diff. */
  public static final Parameter TURN =
      Parameter.number(
          "turn", 1, Integer.MAX_VALUE, 0, "the diff as it was stored after this turn");

  private static final String PATCH = "text/x-patch";

  private final SessionQueries queries;
  private final ProjectService projects;
  private final TurnOutput output;
  private final WorktreeDiff diff;
  private final Views views;

  /** Over the use cases. */
  public OutputHandler(
      SessionQueries queries,
      ProjectService projects,
      TurnOutput output,
      WorktreeDiff diff,
      Views views) {
    this.queries = queries;
    this.projects = projects;
    this.output = output;
    this.diff = diff;
    this.views = views;
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

  /** What the worktree differs by now, or differed by after a turn; never masked: it must apply. */
  public Response diff(Request request) {
    Session session = queries.require(request.id());
    if (request.query().text(TURN).isEmpty()) {
      Project project = projects.require(session.assignment().project().value());
      return answer(diff.now(project, session));
    }
    int turn = (int) request.query().number(TURN);
    if (turn > session.progress().turnCount()) {
      throw new NotFoundException(NotFoundException.Thing.TURN, Integer.toString(turn), List.of());
    }
    return answer(diff.ofTurn(session, turn));
  }

  private static Response answer(Optional<WorktreeDiff.Patch> patch) {
    return patch
        .map(one -> new Response.Body.FilePart(one.file(), 0, one.sizeBytes(), one.temporary()))
        .map(body -> new Response(200, Map.of("Content-Type", PATCH), body))
        .orElseGet(() -> Response.of(200, PATCH, new byte[0]));
  }
}
