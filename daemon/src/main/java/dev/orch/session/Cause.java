package dev.orch.session;

import dev.orch.domain.event.Actor;
import dev.orch.domain.session.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a session takes a step.
 *
 * @param reason why it is in the new state; null where the state needs none
 * @param detail one sentence for a person
 * @param event the number of the event that it follows from
 */
public record Cause(
    Actor actor, @Nullable Reason reason, @Nullable String detail, @Nullable Long event) {

  public static Cause of(Actor actor, @Nullable Reason reason) {
    return new Cause(actor, reason, null, null);
  }

  public static Cause of(Actor actor, @Nullable Reason reason, @Nullable String detail) {
    return new Cause(actor, reason, detail, null);
  }

  /** The same cause with the reason that the new state has. */
  public Cause with(@Nullable Reason other) {
    return new Cause(actor, other, detail, event);
  }

  /** The same cause, told by an event of the log. */
  public Cause toldBy(long seq) {
    return new Cause(actor, reason, detail, seq);
  }
}
