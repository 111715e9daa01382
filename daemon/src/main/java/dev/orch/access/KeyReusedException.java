package dev.orch.access;

/** A key names another request than the one it was first used for. Nothing was done. */
public final class KeyReusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyReusedException(String key) {
    super("the key \"" + key + "\" was used for another request");
  }
}
