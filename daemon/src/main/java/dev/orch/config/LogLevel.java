package dev.orch.config;

import java.util.Locale;

/** How much the daemon's own log holds. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARNING,
  ERROR;

  /** The level of this name, in letters of any case; {@code WARN} is known too. */
  boolean isCalled(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals(name()) || (this == WARNING && upper.equals("WARN"));
  }
}
