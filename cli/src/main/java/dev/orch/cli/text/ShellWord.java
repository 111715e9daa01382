package dev.orch.cli.text;

import java.util.Locale;

/**
 * A word as a shell has to be given it. In a list, in a row and in a command to copy every path is
 * written so; alone on a line and for programs it is as it is.
 */
public final class ShellWord {
  private static final String PLAIN = "[\\p{L}\\p{M}\\p{N}_./:=@%+,-]+";
  private static final String HARMLESS_IN_QUOTES = "[^\"$`\\\\!\\p{Cntrl}]*";

  private ShellWord() {}

  /** The word itself where that is enough, else in quotes. */
  public static String of(String word) {
    if (needsEscapes(word)) {
      return escaped(word);
    }
    return word.matches(PLAIN) ? word : quoted(word);
  }

  /** In quotes, whatever is in it. */
  public static String quoted(String word) {
    return word.matches(HARMLESS_IN_QUOTES)
        ? "\"" + word + "\""
        : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Whether it has characters that cannot be shown, such as a line break. */
  private static boolean needsEscapes(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  /** As bash, zsh and ksh read it back where characters cannot be shown: {@code $'a\nb'}. */
  private static String escaped(String text) {
    StringBuilder word = new StringBuilder("$'");
    text.codePoints()
        .forEach(point -> {
          if (point == '\n') {
            word.append("\\n");
          } else if (point == '\\' || point == '\'') {
            word.append('\\').appendCodePoint(point);
          } else if (Character.isISOControl(point)) {
            word.append(String.format(Locale.ROOT, point < 0x80 ? "\\x%02x" : "\\u%04x", point));
          } else {
            word.appendCodePoint(point);
          }
        });
    return word.append('\'').toString();
  }
}
