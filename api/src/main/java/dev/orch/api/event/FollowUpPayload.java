package dev.orch.api.event;

/** The life of a follow-up that is not delivered at once. */
public sealed interface FollowUpPayload extends EventPayload {

  /** It waits for a later turn. */
  record Kept(String followUpId, String message, String mode) implements FollowUpPayload {}

  /** Its message was replaced while it waited. */
  record Edited(String followUpId, String message) implements FollowUpPayload {}

  /** It was taken away before a turn took it. */
  record Withdrawn(String followUpId) implements FollowUpPayload {}

  /**
   * It became a turn's prompt, or was taken into a running one.
   *
   * @param turn which one
   */
  record Delivered(String followUpId, int turn) implements FollowUpPayload {}
}
