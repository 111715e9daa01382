package dev.orch.search;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.EventType;
import java.util.List;
import java.util.Optional;

/** Which texts of events are looked at when somebody searches. Pure. */
final class FindableTexts {
  /** The types whose events may have one. */
  static final List<String> TYPES =
      List.of(
          EventType.SESSION_CREATED.wireName(),
          EventType.FOLLOW_UP_KEPT.wireName(),
          EventType.FOLLOW_UP_EDITED.wireName(),
          EventType.AGENT_MESSAGE.wireName(),
          EventType.AGENT_PLAN.wireName(),
          EventType.INPUT_REQUESTED.wireName(),
          EventType.INPUT_ANSWERED.wireName());

  private FindableTexts() {}

  /** What a person or an agent said there, or how the session is called. */
  static Optional<String> of(EventPayload payload) {
    return switch (payload) {
      case AgentPayload.Message message -> Optional.of(message.text());
      case AgentPayload.Plan plan -> Optional.of(plan.text());
      case InputPayload.Requested asked -> Optional.of(asked.title() + "\n" + asked.detail());
      case InputPayload.Answered answer -> Optional.ofNullable(answer.text());
      case FollowUpPayload.Kept kept -> Optional.of(kept.message());
      case FollowUpPayload.Edited edited -> Optional.of(edited.message());
      case SessionPayload.Created created -> Optional.of(created.title());
      // All else is our own machinery's or a program's.
      case EventPayload _ -> Optional.empty();
    };
  }
}
