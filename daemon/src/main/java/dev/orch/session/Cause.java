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
 * @param source where in the agent's output this was seen
 */
public record Cause(
    Actor actor, @Nullable Reason reason, @Nullable String detail, @Nullable OutputSource source) {

  public static Cause of(Actor actor, @Nullable Reason reason) {
    return new Cause(actor, reason, null, null);
  }

  public static Cause of(Actor actor, @Nullable Reason reason, @Nullable String detail) {
    return new Cause(actor, reason, detail, null);
  }
}
