package dev.orch.session;

import dev.orch.domain.event.EventType;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;

/** Which event tells of which step. */
final class StepEvents {
  private StepEvents() {}

  static EventType of(SessionTrigger trigger, SessionState to) {
    return switch (trigger) {
      case LAUNCHED -> EventType.SESSION_STARTED;
      case LAUNCH_FAILED, AGENT_FAILED -> EventType.SESSION_FAILED;
      case AGENT_ASKED, AGENT_BLOCKED -> EventType.SESSION_WAITING;
      case AGENT_CONTINUED -> EventType.SESSION_CONTINUED;
      case AGENT_FINISHED ->
          to == SessionState.WAITING_FOR_USER
              ? EventType.SESSION_WAITING
              : EventType.SESSION_COMPLETED;
      case FOLLOW_UP -> EventType.SESSION_FOLLOWED_UP;
      case STOP -> EventType.SESSION_STOPPED;
      case RESUME -> EventType.SESSION_RESUMED;
      case ARCHIVE -> EventType.SESSION_ARCHIVED;
      case UNARCHIVE -> EventType.SESSION_UNARCHIVED;
      case DELETE -> EventType.SESSION_DELETED;
    };
  }
}
