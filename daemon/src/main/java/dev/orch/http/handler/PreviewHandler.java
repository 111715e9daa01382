package dev.orch.http.handler;

import dev.orch.domain.session.Session;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.CleanupWire;
import dev.orch.operation.cleanup.DeleteService;
import dev.orch.operation.release.ReleaseService;
import dev.orch.session.SessionQueries;
import java.util.List;

/** The route that tells what would go, before anything does. */
public final class PreviewHandler {
  private static final String RELEASE = "release";

  /** What the preview is of. */
  public static final Parameter FOR =
      Parameter.choice("for", List.of("delete", RELEASE), "what is meant to be done; else delete");

  /** Whether the branch is meant to go with a delete. */
  public static final Parameter DELETE_BRANCH =
      Parameter.flag("delete_branch", "of a delete that takes the branch too");

  private final DeleteService deletes;
  private final ReleaseService releases;
  private final SessionQueries queries;

  /** Over the use cases. */
  public PreviewHandler(DeleteService deletes, ReleaseService releases, SessionQueries queries) {
    this.deletes = deletes;
    this.releases = releases;
    this.queries = queries;
  }

  /** What a delete would take, or what giving up the worktree would. */
  public Response show(Request request) {
    Session session = queries.require(request.id());
    return Answers.ok(
        request.query().text(FOR).filter(RELEASE::equals).isPresent()
            ? CleanupWire.preview(releases.preview(session))
            : CleanupWire.preview(deletes.preview(session, request.query().flag(DELETE_BRANCH))));
  }
}
