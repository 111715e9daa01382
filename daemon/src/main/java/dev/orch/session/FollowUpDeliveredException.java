package dev.orch.session;

/** An agent has the message, or may have it. Nothing was changed. */
public final class FollowUpDeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the message, and what became of it. */
  FollowUpDeliveredException(String followUp, String became) {
    super("follow-up %s %s".formatted(followUp, became));
  }
}
