package dev.orch.session;

import dev.orch.domain.session.FollowUp;

/** Somebody else edited the message since it was read. Nothing was changed. */
public final class FollowUpChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient FollowUp stored;

  /** With the message as it is stored. */
  FollowUpChangedException(FollowUp stored) {
    super("follow-up %s has version %d".formatted(stored.id(), stored.version()));
    this.stored = stored;
  }

  /** The message as it is stored. */
  public FollowUp stored() {
    return stored;
  }
}
