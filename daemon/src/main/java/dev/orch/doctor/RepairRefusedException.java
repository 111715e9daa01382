package dev.orch.doctor;

/** A repair would lose something, or cannot be made. Nothing was changed. */
public final class RepairRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says why. */
  public RepairRefusedException(String message) {
    super(message);
  }

  /** With a sentence that says why, and what that is known from. */
  public RepairRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
