package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** What becomes of comments on a session's change. */
public sealed interface CommentsPayload extends EventPayload {

  /**
   * A draft went out as one message.
   *
   * @param count of its comments
   * @param followUpId the message; null where it answered a request of the agent
   * @param turn that has the message already; null where it waits for one
   */
  record Sent(int count, @Nullable String followUpId, @Nullable Integer turn)
      implements CommentsPayload {}
}
