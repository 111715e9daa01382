package dev.orch.config;

/** A setting has a value that it cannot have. The daemon does not start with a guess instead. */
public final class BadSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names the setting, where it is set, and what it takes. */
  public BadSettingException(String message) {
    super(message);
  }
}
