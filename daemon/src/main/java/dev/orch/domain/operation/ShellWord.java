package dev.orch.domain.operation;

import java.util.regex.Pattern;

/** Any text as a shell has to be given it, for a command that a person copies. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+-]+");

  private ShellWord() {}

  /** As it is where a shell takes it so; else in single quotes. */
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  /** In single quotes, whatever is in it. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
