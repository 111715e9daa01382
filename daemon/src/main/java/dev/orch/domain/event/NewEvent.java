package dev.orch.domain.event;

import dev.orch.api.event.EventPayload;
import dev.orch.domain.project.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is about to be appended to the log.
 *
 * @param session the id of the session it is about; text, for {@code domain.event} stands below the
 *     sessions
 * @param turn the number of the turn, counted from 1; 0 where it is about none
 */
public record NewEvent(
    EventType type,
    Instant at,
    @Nullable ProjectId project,
    @Nullable String session,
    int turn,
    Actor actor,
    EventPayload payload) {

  /** Refuses a payload that does not belong to the type. */
  public NewEvent {
    if (!type.payload().isInstance(payload)) {
      throw new IllegalArgumentException(type + " does not carry " + payload.getClass());
    }
  }
}
