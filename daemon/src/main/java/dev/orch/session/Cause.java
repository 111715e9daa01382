package dev.orch.session;

import dev.orch.api.event.OutputSource;
import dev.orch.domain.event.Actor;
import dev.orch.domain.session.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a session takes a step.
 *
 * @param reason why it is in the new state; null where the state needs none
 * @param detail one sentence for a person
 * @param event the number of the event that it follows from
 * @param source where in an agent's output it was seen
 */
public record Cause(
    Actor actor,
    @Nullable Reason reason,
    @Nullable String detail,
    @Nullable Long event,
    @Nullable OutputSource source) {

  public static Cause of(Actor actor, @Nullable Reason reason) {
    return new Cause(actor, reason, null, null, null);
  }

  public static Cause of(Actor actor, @Nullable Reason reason, @Nullable String detail) {
    return new Cause(actor, reason, detail, null, null);
  }

  /** The same cause with the reason that the new state has. */
  public Cause with(@Nullable Reason other) {
    return new Cause(actor, other, detail, event, source);
  }

  /** The same cause, told by an event of the log. */
  public Cause toldBy(long seq) {
    return new Cause(actor, reason, detail, seq, source);
  }

  /** The same cause, seen at this place of an agent's output. */
  public Cause seenAt(OutputSource place) {
    return new Cause(actor, reason, detail, event, place);
  }
}
