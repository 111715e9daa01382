package dev.orch.comments;

import dev.orch.domain.session.SessionId;

/** Somebody else changed the draft since it was read. Nothing was changed. */
public final class DraftChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the version as it is stored. */
  DraftChangedException(SessionId session, long stored) {
    super("the draft of session %s has version %d".formatted(session, stored));
  }
}
