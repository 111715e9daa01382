package dev.orch.cli.text;

/** A word as a shell has to be given it. */
public final class ShellWord {
  private static final String PLAIN = "[\\w./:=@%+,-]+";
  private static final String HARMLESS_IN_QUOTES = "[^\"$`\\\\!\\p{Cntrl}]*";

  private ShellWord() {}

  /** The word itself where that is enough, else in quotes. */
  public static String of(String word) {
    return word.matches(PLAIN) ? word : quoted(word);
  }

  /** In quotes, whatever is in it. */
  public static String quoted(String word) {
    return word.matches(HARMLESS_IN_QUOTES)
        ? "\"" + word + "\""
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
