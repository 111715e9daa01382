package dev.orch.config;

/** Where a value came from; an earlier one wins. */
public enum SettingSource {
  ENVIRONMENT("environment"),
  DOT_ENV(".env"),
  CONFIG_FILE("config.toml"),
  DEFAULT("default");

  private final String label;

  SettingSource(String label) {
    this.label = label;
  }

  /** As it is shown. */
  public String label() {
    return label;
  }
}
