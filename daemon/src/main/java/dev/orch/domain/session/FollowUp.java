package dev.orch.domain.session;

import java.time.Instant;
import java.util.Locale;

/**
 * A message for a session that is kept until a turn takes it.
 *
 * @param position the order in which kept ones are delivered, ascending
 * @param version raised by one when the message is edited
 */
public record FollowUp(
    String id,
    SessionId session,
    String message,
    Mode mode,
    long position,
    Instant createdAt,
    long version) {

  /** When it may be delivered. */
  public enum Mode {
    /** Into the turn that runs, where the agent takes it; else as the beginning of a later one. */
    AUTO,
    /** As the beginning of a turn only. */
    NEXT_TURN;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
