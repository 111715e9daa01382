package dev.orch.cli.text;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/**
 * Text of others made harmless: what would move the cursor, change colours or turn the reading
 * direction is shown as its code.
 */
public final class SafeText {
  private static final int JOINER = 0x200D;
  private static final int NON_JOINER = 0x200C;

  private SafeText() {}

  /** One line: line breaks and tabs become spaces. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  /** One line of what a program printed: as {@link #line}, with its tabs. */
  public static String printed(String text) {
    return Arrays.stream(text.split("\t", -1)).map(SafeText::line).collect(joining("\t"));
  }

  private static void append(StringBuilder safe, int point) {
    if (point == '\n' || point == '\r' || point == '\t') {
      safe.append(' ');
    } else if (harmless(point)) {
      safe.appendCodePoint(point);
    } else {
      safe.append("\\u{%x}".formatted(point));
    }
  }

  private static boolean harmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> point == JOINER || point == NON_JOINER;
      default -> true;
    };
  }
}
