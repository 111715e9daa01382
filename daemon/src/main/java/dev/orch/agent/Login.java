package dev.orch.agent;

import java.util.Locale;

/** Whether somebody is logged in to an agent. */
public enum Login {
  LOGGED_IN,
  LOGGED_OUT,
  UNKNOWN;

  /** As it stands on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
