package dev.orch.cli.text;

import org.jspecify.annotations.Nullable;

/** A command line that is suggested, so that it can be typed as it stands. */
public final class Suggestion {
  private final StringBuilder text;

  /** Begins with these words. */
  public Suggestion(String command) {
    this.text = new StringBuilder(command);
  }

  /** Adds an option; leaves it out where there is no value. */
  public Suggestion option(String name, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(name).append(' ').append(ShellWord.of(value.toString()));
    }
    return this;
  }

  /** Adds an option that takes no value, where it was said. */
  public Suggestion flag(String name, boolean said) {
    if (said) {
      text.append(' ').append(name);
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
