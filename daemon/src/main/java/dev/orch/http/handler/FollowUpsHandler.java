package dev.orch.http.handler;

import dev.orch.api.Page;
import dev.orch.api.ProblemType;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpBody;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.FollowUpView;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Caller;
import dev.orch.http.Once;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.session.FollowUpResult;
import dev.orch.session.SessionQueries;
import dev.orch.session.SessionService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The routes of follow-ups. */
public final class FollowUpsHandler {
  private final SessionService sessions;
  private final SessionQueries queries;
  private final SessionViews views;
  private final Once once;

  /** Over the use cases. */
  public FollowUpsHandler(
      SessionService sessions, SessionQueries queries, SessionViews views, Once once) {
    this.sessions = sessions;
    this.queries = queries;
    this.views = views;
    this.once = once;
  }

  /** Those that wait, in the order of delivery. */
  public Response list(Request request) {
    return Answers.ok(new Page<>(kept(queries.require(request.id()).id()), null));
  }

  /** Says more to a session. */
  public Response send(Request request, FollowUpBody body) {
    Fields.requireMessage("message", body.message());
    FollowUp.Mode mode = mode(body.mode());
    SessionId id = queries.require(request.id()).id();
    return once.answer(
        request,
        keep ->
            sessions.followUp(
                id,
                body.message(),
                mode,
                Caller.actor(request),
                result -> keep.accept(Answers.accepted(view(result)))));
  }

  private FollowUpAnswer view(FollowUpResult result) {
    return switch (result) {
      case FollowUpResult.Sent(Session session) ->
          new FollowUpAnswer(FollowUpAnswer.Delivery.SENT, views.view(session), null, null, null);
      case FollowUpResult.Answered(Session session, InputRequest request) ->
          new FollowUpAnswer(
              FollowUpAnswer.Delivery.ANSWERED,
              views.view(session),
              null,
              Wire.inputRequest(request),
              null);
      case FollowUpResult.Kept(Session session, FollowUp followUp) ->
          new FollowUpAnswer(
              FollowUpAnswer.Delivery.KEPT,
              views.view(session),
              find(session.id(), followUp),
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

  private @Nullable FollowUpView find(SessionId id, FollowUp followUp) {
    Optional<FollowUpView> listed =
        kept(id).stream().filter(view -> view.id().equals(followUp.id())).findFirst();
    return listed.orElse(null);
  }

  private List<FollowUpView> kept(SessionId id) {
    List<FollowUp> all = queries.followUps(id);
    return IntStream.range(0, all.size()).mapToObj(i -> Wire.followUp(all.get(i), i + 1)).toList();
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
