package dev.orch.api.session;

import org.jspecify.annotations.Nullable;

/**
 * Stops a session's agent.
 *
 * @param reason {@code user} if not given
 */
public record StopBody(@Nullable Reason reason) {

  /** Why a client stops it. */
  public enum Reason {
    USER,
    SHUTDOWN
  }
}
