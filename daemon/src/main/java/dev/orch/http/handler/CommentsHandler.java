package dev.orch.http.handler;

import dev.orch.api.ProblemType;
import dev.orch.api.comment.CommentsBody;
import dev.orch.api.comment.CommentsView;
import dev.orch.api.comment.SendComments;
import dev.orch.command.TurnCheck;
import dev.orch.comments.CommentsService;
import dev.orch.comments.DraftChangedException;
import dev.orch.comments.Review;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.CommentsWire;
import dev.orch.http.exchange.FollowUpAnswers;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.session.SessionQueries;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The routes of comments on a session's change. */
public final class CommentsHandler {
  private final CommentsService comments;
  private final SessionQueries queries;
  private final Views views;
  private final FollowUpAnswers answers;
  private final Once once;
  private final TurnCheck turnCheck;

  /** Over the use cases. */
  public CommentsHandler(
      CommentsService comments,
      SessionQueries queries,
      TurnCheck turnCheck,
      Views views,
      Once once) {
    this.comments = comments;
    this.queries = queries;
    this.views = views;
    this.answers = new FollowUpAnswers(queries, views);
    this.once = once;
    this.turnCheck = turnCheck;
  }

  /** All of them, with what became of those that were sent. */
  public Response list(Request request) {
    Session session = queries.require(request.id());
    return Answers.ok(view(session, comments.review(session)));
  }

  /** Puts a draft in place of the one that was read. */
  public Response replace(Request request, CommentsBody body) {
    Session session = queries.require(request.id());
    CommentsService.Draft draft = CommentsWire.draft(body, views.redactor(session));
    return showingNewer(
        session,
        () ->
            once.answer(
                request,
                keep ->
                    comments.replace(
                        session, draft, done -> keep.accept(Answers.ok(view(session, done))))));
  }

  /** Lets the draft be forgotten. */
  public Response discard(Request request) {
    Session session = queries.require(request.id());
    return once.answer(
        request, keep -> comments.discard(session, () -> keep.accept(Answers.done())));
  }

  /** Sends the draft as one follow-up. */
  public Response send(Request request, SendComments body) {
    CommentsService.Sending wanted =
        new CommentsService.Sending(body.version(), FollowUpAnswers.mode(body.mode()));
    Session session = queries.require(request.id());
    return showingNewer(
        session,
        () ->
            once.answer(
                request,
                keep -> {
                  turnCheck.requireFor(queries.detail(session), SessionAction.FOLLOW_UP);
                  comments.send(
                      session,
                      wanted,
                      Caller.actor(request),
                      result -> keep.accept(Answers.accepted(answers.of(result))));
                }));
  }

  /** Who is too late is shown what there is now, to put both together. */
  private Response showingNewer(Session session, Supplier<Response> work) {
    try {
      return work.get();
    } catch (DraftChangedException changed) {
      throw new RequestRefusedException(
          ProblemType.COMMENTS_CHANGED,
          Objects.requireNonNullElse(changed.getMessage(), ""),
          Map.of("comments", view(session, comments.review(session))));
    }
  }

  private CommentsView view(Session session, Review review) {
    return CommentsWire.view(review, views.redactor(session));
  }
}
