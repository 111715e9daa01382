package dev.orch.domain.operation;

/** Any text as a shell has to be given it, for a command that a person copies. */
public final class ShellWord {
  private ShellWord() {}

  /** In single quotes, whatever is in it. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
