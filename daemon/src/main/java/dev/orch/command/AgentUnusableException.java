package dev.orch.command;

/** A session cannot go on, because its agent cannot be started here. Nothing was changed. */
public final class AgentUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Rejection rejection;

  AgentUnusableException(Rejection rejection, String detail) {
    super(detail);
    this.rejection = rejection;
  }

  /** Why, in the words that a new command would be rejected with. */
  public Rejection rejection() {
    return rejection;
  }
}
