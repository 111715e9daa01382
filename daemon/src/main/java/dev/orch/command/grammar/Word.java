package dev.orch.command.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One word of a text, and where it stands there.
 *
 * @param text as written
 * @param start of its first character
 * @param end behind its last character
 */
record Word(String text, int start, int end) {
  private static final char QUOTE = '"';
  private static final char ESCAPE = '\\';

  /** The words of a text: what is between white space, where a quoted stretch is part of a word. */
  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int end = end(text, at);
      words.add(new Word(text.substring(at, end), at, end));
      at = end;
    }
    return List.copyOf(words);
  }

  private static int end(String text, int start) {
    int closing = text.charAt(start) == QUOTE ? closing(text, start) : -1;
    if (closing >= 0) {
      return closing + 1;
    }
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * Where the quote that opens here ends, with white space or nothing behind; -1 if it does not.
   */
  private static int closing(String text, int start) {
    for (int at = start + 1; at < text.length(); at++) {
      if (isEscape(text, at)) {
        at++;
      } else if (text.charAt(at) == QUOTE) {
        boolean ends = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
        return ends ? at : -1;
      }
    }
    return -1;
  }

  /** A backslash before a quote or another one; before anything else it is what it is. */
  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == ESCAPE
        && at + 1 < text.length()
        && (text.charAt(at + 1) == QUOTE || text.charAt(at + 1) == ESCAPE);
  }

  /** Whether it is this word, in whatever case. */
  boolean is(String other) {
    return text.equalsIgnoreCase(other);
  }

  /** In lower case, without what people put around a name: {@code @claude:} is claude. */
  String name() {
    String bare = text.startsWith("@") ? text.substring(1) : text;
    while (!bare.isEmpty() && ":,.;!?".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
      bare = bare.substring(0, bare.length() - 1);
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  /** What was meant by it: without its quotes, if it has any. */
  String value() {
    return unquoted(text);
  }

  /** A text without the quotes around all of it; as it is if there are none. */
  static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2 && text.charAt(0) == QUOTE && closing(text, 0) == text.length() - 1;
    if (!quoted) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int at = 1; at < text.length() - 1; at++) {
      if (isEscape(text, at)) {
        at++;
      }
      plain.append(text.charAt(at));
    }
    return plain.toString();
  }

  /** A value as a word that {@link #value} reads back. */
  static String quoted(String value) {
    boolean plain =
        !value.isEmpty()
            && value.chars().noneMatch(Character::isWhitespace)
            && value.charAt(0) != QUOTE;
    return plain ? value : QUOTE + value.replace("\\", "\\\\").replace("\"", "\\\"") + QUOTE;
  }
}
