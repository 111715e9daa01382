package dev.orch.http.route;

import static dev.orch.api.ProblemType.AMBIGUOUS_ID;
import static dev.orch.api.ProblemType.ILLEGAL_TRANSITION;
import static dev.orch.api.ProblemType.INVENTORY_CHANGED;
import static dev.orch.api.ProblemType.LOSES_WORK;
import static dev.orch.api.ProblemType.OPERATION_FAILED;
import static dev.orch.api.ProblemType.OPERATION_OPEN;
import static dev.orch.api.ProblemType.PATH_MISSING;
import static dev.orch.api.ProblemType.RELEASE_HINDERED;
import static dev.orch.api.ProblemType.REPOSITORY_UNREADABLE;
import static dev.orch.api.ProblemType.SESSION_NOT_FOUND;
import static dev.orch.http.Route.post;

import dev.orch.api.ApiPath;
import dev.orch.api.cleanup.ReleaseBody;
import dev.orch.api.session.SessionView;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.handler.ReleaseHandler;
import java.util.stream.Stream;

/** The routes that give up worktrees. */
public final class ReleaseRoutes {
  private ReleaseRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(ReleaseHandler releases) {
    return Stream.of(
        post(
                ApiPath.RELEASE,
                "releaseWorktree",
                "Gives up a worktree's folder; the next turn has it again as it was")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                PATH_MISSING,
                REPOSITORY_UNREADABLE,
                ILLEGAL_TRANSITION,
                RELEASE_HINDERED,
                LOSES_WORK,
                INVENTORY_CHANGED,
                OPERATION_OPEN,
                OPERATION_FAILED)
            .by(new Answer.One(200, SessionView.class), ReleaseBody.class, releases::release));
  }
}
