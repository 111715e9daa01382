package dev.orch.comments;

import dev.orch.domain.session.SessionId;

/** What is asked of a review cannot be done; nothing was changed. */
public final class ReviewRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Refusal reason;

  /** Why. */
  public enum Refusal {
    /** The session changes nothing, or is deleted. */
    NOTHING_TO_REVIEW,
    /** The draft is empty. */
    NOTHING_TO_SEND,
    /** A comment is named that the draft does not hold. */
    UNKNOWN_COMMENT,
    /** All of it is more than one message may be. */
    TOO_LONG
  }

  private ReviewRefusedException(Refusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  static ReviewRefusedException nothingToReview(SessionId session) {
    return new ReviewRefusedException(
        Refusal.NOTHING_TO_REVIEW, "session %s has no change of its own".formatted(session));
  }

  static ReviewRefusedException nothingToSend(SessionId session) {
    return new ReviewRefusedException(
        Refusal.NOTHING_TO_SEND, "the draft of session %s is empty".formatted(session));
  }

  static ReviewRefusedException unknown(String comment) {
    return new ReviewRefusedException(
        Refusal.UNKNOWN_COMMENT,
        "the draft holds no comment %s: leave the id out for a new one".formatted(comment));
  }

  static ReviewRefusedException tooLong(int most) {
    return new ReviewRefusedException(
        Refusal.TOO_LONG,
        "the message that would be made of the draft has more than %d bytes".formatted(most));
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }
}
