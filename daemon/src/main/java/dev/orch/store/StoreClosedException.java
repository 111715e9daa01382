package dev.orch.store;

/** The store was let go of, because the daemon ends. */
public final class StoreClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that says so. */
  public StoreClosedException() {
    super("the store is closed");
  }
}
