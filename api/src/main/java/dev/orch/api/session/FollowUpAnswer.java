package dev.orch.api.session;

import org.jspecify.annotations.Nullable;

/**
 * What became of a follow-up.
 *
 * @param session as it stands now
 * @param followUp where it waits, if it is kept
 * @param request what it answered, if it answered something
 * @param note what a person should know of it: that a request still waits, and how to refuse it
 */
public record FollowUpAnswer(
    Delivery delivery,
    SessionView session,
    @Nullable FollowUpView followUp,
    @Nullable InputRequestView request,
    @Nullable String note) {

  /** Where the message is. */
  public enum Delivery {
    /** A turn begins with it. */
    SENT,
    /** It answered what the agent asked. */
    ANSWERED,
    /** It waits for a turn, or for the running one to take it. */
    KEPT
  }
}
