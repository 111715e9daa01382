package dev.orch.api.event;

/** The life of a follow-up that is not delivered at once. */
public sealed interface FollowUpPayload extends EventPayload {

  /** It waits for a later turn. */
  record Kept(String followUpId, String message, String mode) implements FollowUpPayload {}

  /**
   * It became a turn's prompt, or was taken into a running one.
   *
   * @param turn which one
   */
  record Delivered(String followUpId, int turn) implements FollowUpPayload {}
}
