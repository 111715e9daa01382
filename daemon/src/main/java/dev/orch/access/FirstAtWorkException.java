package dev.orch.access;

/** The first request of a key is still at work. Nothing was done for this one. */
public final class FirstAtWorkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For this key. */
  public FirstAtWorkException(String key) {
    super(text(key));
  }

  /** With what it has begun, in words. */
  public FirstAtWorkException(String key, String what) {
    super("%s: %s".formatted(text(key), what));
  }

  private static String text(String key) {
    return "the first request with the key \"" + key + "\" is still at work";
  }
}
