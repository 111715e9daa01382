package dev.orch.command;

/** A session cannot go on: a turn of it could not be launched here. Nothing was changed. */
public final class TurnRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Rejection rejection;

  TurnRefusedException(Rejection rejection, String detail) {
    super(detail);
    this.rejection = rejection;
  }

  /** Why, in the words that a new command would be rejected with. */
  public Rejection rejection() {
    return rejection;
  }
}
