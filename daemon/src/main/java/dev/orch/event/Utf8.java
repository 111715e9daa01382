package dev.orch.event;

/** Cuts texts to sizes that are counted in bytes of UTF-8. */
final class Utf8 {
  private static final int LARGEST_PER_CHAR = 3;

  private Utf8() {}

  /** The longest beginning of the text that fits and ends between two characters. */
  static String cut(String text, int bytes) {
    if (text.length() * (long) LARGEST_PER_CHAR <= bytes) {
      return text;
    }
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      used += size(codePoint);
      if (used > bytes) {
        return text.substring(0, at);
      }
      at += Character.charCount(codePoint);
    }
    return text;
  }

  /** RFC 3629, section 3; half a surrogate pair is counted as what may replace it. */
  private static int size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? LARGEST_PER_CHAR : 4;
  }
}
