package dev.orch.domain.schedule;

import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands in the queue, and what keeps it there.
 *
 * @param position counted from 1
 * @param limit how many may run; null where no number is the cause
 * @param running the sessions that take the places
 * @param notBefore when it is tried again; null where no time is the cause
 */
public record QueuePlace(
    Instant since,
    int position,
    Because because,
    @Nullable Integer limit,
    List<SessionId> running,
    @Nullable Instant notBefore) {

  /** What is waited for. */
  public enum Because {
    /** As many sessions run as may. */
    GLOBAL,
    /** As many of its project run as may. */
    PROJECT,
    /** As many with its agent run as may. */
    AGENT,
    /** As many processes live as may, those that wait for a person among them. */
    PROCESSES,
    /** The machine has too little memory left. */
    MEMORY,
    /** There is too little room on the disk, where the project or where our own state is. */
    DISK,
    /** A time that the agent stated. */
    RATE_LIMIT,
    /** Its last try to begin failed, which nobody expected; it is tried again after a while. */
    COULD_NOT_BEGIN;

    /** As it stands on the wire and in events. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
