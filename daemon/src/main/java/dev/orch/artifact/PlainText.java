package dev.orch.artifact;

/**
 * Makes texts of agents harmless where they are shown raw: nothing in them moves a cursor, changes
 * a colour, or turns the direction of writing.
 */
final class PlainText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;

  private PlainText() {}

  /** The text with control characters replaced by pictures of them; tabs and ends of lines stay. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean endsLine = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (!endsLine) {
        plain.append(shown(c));
      }
    }
    return plain.toString();
  }

  /** All of it in one line. */
  static String line(String text) {
    return of(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  private static char shown(char c) {
    if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f)) {
      return c;
    }
    if (c < ' ') {
      return (char) (PICTURES + c);
    }
    if (c == 0x7f) {
      return (char) PICTURE_OF_DELETE;
    }
    return changesTheView(c) ? REPLACEMENT : c;
  }

  /** C1 controls, separators of lines, and the marks of Unicode Annex 9 that change direction. */
  private static boolean changesTheView(char c) {
    return (c >= 0x80 && c <= 0x9f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x061c;
  }
}
