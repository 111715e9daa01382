package dev.orch.domain.operation;

import java.util.regex.Pattern;

/** Any text as a shell has to be given it, for a command that a person copies. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+-]+");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private ShellWord() {}

  /**
   * For a person to copy: as it is where a shell takes it so, with what a screen does not show
   * written out as bash, zsh and ksh read it back ({@code $'a\x0ab'}), else in single quotes.
   */
  public static String of(String text) {
    if (CONTROL.matcher(text).find()) {
      return escaped(text);
    }
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  private static String escaped(String text) {
    String plain = text.replace("\\", "\\\\").replace("'", "\\'");
    return "$'%s'"
        .formatted(
            CONTROL
                .matcher(plain)
                .replaceAll(one -> "\\\\x%02x".formatted((int) one.group().charAt(0))));
  }

  /** In single quotes, whatever is in it, for any shell to run. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
