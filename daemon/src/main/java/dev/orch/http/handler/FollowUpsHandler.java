package dev.orch.http.handler;

import dev.orch.api.ProblemType;
import dev.orch.api.session.EditFollowUp;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpBody;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.FollowUpView;
import dev.orch.command.TurnCheck;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.http.Answers;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.exchange.Caller;
import dev.orch.http.exchange.Fields;
import dev.orch.http.exchange.Once;
import dev.orch.http.exchange.Views;
import dev.orch.session.FollowUpResult;
import dev.orch.session.KeptFollowUps;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of follow-ups. */
public final class FollowUpsHandler {
  private final SessionService sessions;
  private final SessionQueries queries;
  private final Views views;
  private final Once once;
  private final TurnCheck turnCheck;

  /** Over the use cases. */
  public FollowUpsHandler(
      SessionService sessions,
      SessionQueries queries,
      TurnCheck turnCheck,
      Views views,
      Once once) {
    this.sessions = sessions;
    this.queries = queries;
    this.turnCheck = turnCheck;
    this.views = views;
    this.once = once;
  }

  /** Those that wait, in the order of delivery. */
  public Response list(Request request) {
    return Answers.ok(views.followUps(request, queries.require(request.id())));
  }

  /** Says more to a session. */
  public Response send(Request request, FollowUpBody body) {
    Fields.requireMessage("message", body.message());
    FollowUp.Mode mode = mode(body.mode());
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep -> {
          turnCheck.requireFor(queries.detail(session), SessionAction.FOLLOW_UP);
          sessions.followUp(
              session.id(),
              body.message(),
              mode,
              Caller.actor(request),
              result -> keep.accept(Answers.accepted(view(result))));
        });
  }

  /** Replaces the words of one that waits. */
  public Response edit(Request request, EditFollowUp body) {
    Fields.requireMessage("message", body.message());
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep ->
            sessions
                .kept()
                .edit(
                    session.id(),
                    request.name("follow_up"),
                    new KeptFollowUps.Edit(body.message(), body.version()),
                    edited -> keep.accept(Answers.ok(find(session, edited).orElseThrow())),
                    Caller.actor(request)));
  }

  /** Takes one away that waits. */
  public Response withdraw(Request request) {
    Session session = queries.require(request.id());
    return once.answer(
        request,
        keep ->
            sessions
                .kept()
                .withdraw(
                    session.id(),
                    request.name("follow_up"),
                    () -> keep.accept(Answers.done()),
                    Caller.actor(request)));
  }

  private FollowUpAnswer view(FollowUpResult result) {
    return switch (result) {
      case FollowUpResult.Sent(Session session) ->
          new FollowUpAnswer(
              FollowUpAnswer.Delivery.SENT, views.session(session), null, null, null);
      case FollowUpResult.Answered(Session session, InputRequest request) ->
          new FollowUpAnswer(
              FollowUpAnswer.Delivery.ANSWERED,
              views.session(session),
              null,
              views.inputRequest(request),
              null);
      case FollowUpResult.Kept(Session session, FollowUp followUp) ->
          new FollowUpAnswer(
              FollowUpAnswer.Delivery.KEPT,
              views.session(session),
              find(session, followUp).orElse(null),
              null,
              note(session));
    };
  }

  /** An approval is never decided by a message: says how to refuse it instead. */
  private @Nullable String note(Session session) {
    return queries.detail(session).openRequests().stream()
        .findFirst()
        .map(open ->
            "kept for the next turn; request %1$s still waits: orch answer %1$s deny --text …"
                .formatted(open.id()))
        .orElse(null);
  }

  private Optional<FollowUpView> find(Session session, FollowUp followUp) {
    return views.followUps(session).stream()
        .filter(view -> view.id().equals(followUp.id()))
        .findFirst();
  }

  private static FollowUp.Mode mode(@Nullable FollowUpMode given) {
    if (given == null) {
      return FollowUp.Mode.AUTO;
    }
    return switch (given) {
      case AUTO -> FollowUp.Mode.AUTO;
      case NEXT_TURN -> FollowUp.Mode.NEXT_TURN;
      case INTERRUPT ->
          throw new RequestRefusedException(
              ProblemType.NOT_AVAILABLE_YET,
              "mode interrupt is not available in this version",
              Map.of("field", "mode"));
    };
  }
}
