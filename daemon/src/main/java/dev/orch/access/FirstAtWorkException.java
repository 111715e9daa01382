package dev.orch.access;

/** The first request of a key is still at work. Nothing was done for this one. */
public final class FirstAtWorkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For this key. */
  public FirstAtWorkException(String key) {
    super("the first request with the key \"" + key + "\" is still at work");
  }
}
