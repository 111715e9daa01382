package dev.orch.http.handler;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Filters;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import dev.orch.turn.WorktreeDiff;
import java.util.Map;
import java.util.Optional;

/** The route of what a session changed. */
public final class DiffHandler {
  /** Whose diff. */
  public static final Parameter TURN =
      Parameter.number(
          "turn", 1, Integer.MAX_VALUE, 0, "the diff as it was stored after this turn");

  private static final String PATCH = "text/x-patch";

  private final SessionQueries queries;
  private final ProjectService projects;
  private final WorktreeDiff diff;

  /** Over the use cases. */
  public DiffHandler(SessionQueries queries, ProjectService projects, WorktreeDiff diff) {
    this.queries = queries;
    this.projects = projects;
    this.diff = diff;
  }

  /** What the worktree differs by now, or differed by after a turn; never masked: it must apply. */
  public Response diff(Request request) {
    Session session = queries.require(request.id());
    Optional<Integer> turn = Filters.turn(request, TURN, session);
    if (turn.isEmpty()) {
      Project project = projects.require(session.assignment().project().value());
      return answer(diff.now(project, session));
    }
    return answer(diff.ofTurn(session, turn.get()));
  }

  private static Response answer(Optional<WorktreeDiff.Patch> patch) {
    return patch
        .map(one -> new Response.Body.FilePart(one.file(), 0, one.sizeBytes(), one.temporary()))
        .map(body -> new Response(200, Map.of("Content-Type", PATCH), body))
        .orElseGet(() -> Response.of(200, PATCH, new byte[0]));
  }
}
