package dev.orch.cli.failure;

/** Nobody reads what is printed any more, as after {@code orch events -f | head}. */
public final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** There is nobody to tell more. */
  public ReaderGoneException() {
    super("nobody reads the output any more");
  }
}
