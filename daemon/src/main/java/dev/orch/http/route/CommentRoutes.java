package dev.orch.http.route;

import static dev.orch.api.ProblemType.AMBIGUOUS_ID;
import static dev.orch.api.ProblemType.COMMENTS_CHANGED;
import static dev.orch.api.ProblemType.ILLEGAL_TRANSITION;
import static dev.orch.api.ProblemType.NOTHING_TO_REVIEW;
import static dev.orch.api.ProblemType.NOTHING_TO_SEND;
import static dev.orch.api.ProblemType.NOT_AVAILABLE_YET;
import static dev.orch.api.ProblemType.PROMPT_TOO_LONG;
import static dev.orch.api.ProblemType.SESSION_NOT_FOUND;
import static dev.orch.http.Route.delete;
import static dev.orch.http.Route.get;
import static dev.orch.http.Route.post;
import static dev.orch.http.Route.put;

import dev.orch.api.ApiPath;
import dev.orch.api.comment.CommentsBody;
import dev.orch.api.comment.CommentsView;
import dev.orch.api.comment.SendComments;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.http.Route;
import dev.orch.http.Route.Answer;
import dev.orch.http.handler.CommentsHandler;
import java.util.stream.Stream;

/** The routes of comments on a session's change. */
public final class CommentRoutes {
  private CommentRoutes() {}

  /** All of them, in the order of the API's description. */
  public static Stream<Route> of(CommentsHandler comments) {
    return Stream.of(
        get(
                ApiPath.COMMENTS,
                "listComments",
                "Lists the comments on a session's change, and what became of those that were sent")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.One(200, CommentsView.class), comments::list),
        put(
                ApiPath.COMMENTS,
                "replaceComments",
                "Replaces the draft; what was sent stays, and an older version is refused with the"
                    + " draft as it is")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                NOTHING_TO_REVIEW,
                COMMENTS_CHANGED,
                PROMPT_TOO_LONG)
            .by(new Answer.One(200, CommentsView.class), CommentsBody.class, comments::replace),
        delete(ApiPath.COMMENTS, "discardComments", "Forgets the draft; what was sent stays")
            .fails(SESSION_NOT_FOUND, AMBIGUOUS_ID)
            .by(new Answer.Nothing(), comments::discard),
        post(ApiPath.COMMENTS_SEND, "sendComments", "Sends the draft as one follow-up")
            .fails(
                SESSION_NOT_FOUND,
                AMBIGUOUS_ID,
                ILLEGAL_TRANSITION,
                NOTHING_TO_SEND,
                COMMENTS_CHANGED,
                NOT_AVAILABLE_YET)
            .fails(SessionRoutes.LAUNCH)
            .by(new Answer.One(202, FollowUpAnswer.class), SendComments.class, comments::send));
  }
}
