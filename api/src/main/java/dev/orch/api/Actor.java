package dev.orch.api;

import org.jspecify.annotations.Nullable;

/**
 * Who caused something.
 *
 * @param detail which of them: the kind of client, the agent's name
 */
public record Actor(Kind kind, @Nullable String detail) {

  /** The kinds of them. */
  public enum Kind {
    USER,
    AGENT,
    DAEMON
  }
}
