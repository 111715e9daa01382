package dev.orch.http.route;

import static dev.orch.api.ProblemType.AMBIGUOUS_ID;
import static dev.orch.api.ProblemType.APPLY_OUTDATED;
import static dev.orch.api.ProblemType.APPLY_REFUSED;
import static dev.orch.api.ProblemType.ILLEGAL_TRANSITION;
import static dev.orch.api.ProblemType.NOTHING_TO_APPLY;
import static dev.orch.api.ProblemType.NOTHING_TO_UNDO;
import static dev.orch.api.ProblemType.NO_CHECKOUT;
import static dev.orch.api.ProblemType.OPERATION_FAILED;
import static dev.orch.api.ProblemType.OPERATION_OPEN;
import static dev.orch.api.ProblemType.PROJECT_UNAVAILABLE;
import static dev.orch.api.ProblemType.REPOSITORY_UNREADABLE;
import static dev.orch.api.ProblemType.SESSION_NOT_FOUND;
import static dev.orch.api.ProblemType.TURN_RUNNING;
import static dev.orch.api.ProblemType.WORKTREE_UNUSABLE;
import static dev.orch.http.Route.delete;
import static dev.orch.http.Route.get;
import static dev.orch.http.Route.post;

import dev.orch.api.ApiPath;
import dev.orch.api.apply.ApplyBody;
import dev.orch.api.apply.ApplyPreview;
import dev.orch.api.session.SessionView;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.handler.ApplyHandler;
import java.util.stream.Stream;

/** The routes that take a session's change into the checkout. */
public final class ApplyRoutes {
  private ApplyRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(ApplyHandler apply) {
    return Stream.of(
        preview(apply),
        post(
                ApiPath.APPLY,
                "applySession",
                "Takes the session's whole change into the checkout, not committed")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                ILLEGAL_TRANSITION,
                NOTHING_TO_APPLY,
                NO_CHECKOUT,
                PROJECT_UNAVAILABLE,
                WORKTREE_UNUSABLE,
                APPLY_REFUSED,
                APPLY_OUTDATED,
                REPOSITORY_UNREADABLE,
                OPERATION_OPEN,
                TURN_RUNNING,
                OPERATION_FAILED)
            .by(new Answer.One(200, SessionView.class), ApplyBody.class, apply::apply),
        delete(
                ApiPath.APPLY,
                "undoApply",
                "Takes the checkout back to before the session's first apply")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                ILLEGAL_TRANSITION,
                NOTHING_TO_UNDO,
                NO_CHECKOUT,
                PROJECT_UNAVAILABLE,
                APPLY_REFUSED,
                APPLY_OUTDATED,
                REPOSITORY_UNREADABLE,
                OPERATION_OPEN,
                TURN_RUNNING,
                OPERATION_FAILED)
            .by(new Answer.One(200, SessionView.class), apply::undo));
  }

  private static Route preview(ApplyHandler apply) {
    return get(ApiPath.APPLY, "previewApply", "Shows what applying would do to the checkout")
        .takes(ApplyHandler.EXCEPT)
        .fails(
            SESSION_NOT_FOUND,
            AMBIGUOUS_ID,
            NOTHING_TO_APPLY,
            NO_CHECKOUT,
            PROJECT_UNAVAILABLE,
            WORKTREE_UNUSABLE,
            REPOSITORY_UNREADABLE)
        .by(new Answer.One(200, ApplyPreview.class), apply::preview);
  }
}
