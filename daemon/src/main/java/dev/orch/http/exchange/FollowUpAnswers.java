package dev.orch.http.exchange;

import dev.orch.api.ProblemType;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.FollowUpView;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.http.RequestRefusedException;
import dev.orch.session.FollowUpResult;
import dev.orch.session.SessionQueries;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a message is asked for and what became of it, on the wire.
 *
 * @param queries of what the session waits for
 */
public record FollowUpAnswers(SessionQueries queries, Views views) {

  /** What became of it. */
  public FollowUpAnswer of(FollowUpResult result) {
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

  /** One that waits, if it still does. */
  public Optional<FollowUpView> find(Session session, FollowUp followUp) {
    return views.followUps(session).stream()
        .filter(view -> view.id().equals(followUp.id()))
        .findFirst();
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

  /** When it is to reach the agent, as somebody asked. */
  public static FollowUp.Mode mode(@Nullable FollowUpMode given) {
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
