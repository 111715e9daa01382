package dev.orch.project;

/** A setting of a project cannot be what it was to become. Nothing was changed. */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String setting;

  /** With the setting's name on the wire, and what is wrong with its value. */
  public InvalidSettingException(String setting, String what) {
    super("settings.%s %s".formatted(setting, what));
    this.setting = setting;
  }

  /** Its name on the wire. */
  public String setting() {
    return setting;
  }
}
