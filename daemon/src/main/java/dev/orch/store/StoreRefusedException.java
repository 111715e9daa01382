package dev.orch.store;

/**
 * A store must not be opened: it is not ours, newer, of another state folder, corrupt, or lost, so
 * that an empty one would take its place.
 */
public final class StoreRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Refusal reason;

  /** Why it was refused. */
  public enum Refusal {
    NEWER,
    FOREIGN,
    OTHER_STATE_FOLDER,
    CORRUPT,
    LOST,
    LOCKED
  }

  /** With words that name the file and what is wrong. The file is untouched. */
  public StoreRefusedException(Refusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }
}
