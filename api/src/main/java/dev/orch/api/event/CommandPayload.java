package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** What became of a command. */
public sealed interface CommandPayload extends EventPayload {

  /** It was recorded, before anything else happened. */
  record Received(String commandId, @Nullable String agent, @Nullable String action, String source)
      implements CommandPayload {}

  /**
   * It cannot be carried out.
   *
   * @param problem the problem's type
   * @param hint what to do; null where that is the usual for the problem
   */
  record Rejected(String commandId, String problem, String detail, @Nullable String hint)
      implements CommandPayload {}

  /** A session carries it out. */
  record Dispatched(String commandId, String sessionId) implements CommandPayload {}
}
