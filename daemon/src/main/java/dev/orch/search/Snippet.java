package dev.orch.search;

import dev.orch.domain.search.SearchQuery;
import java.util.Locale;
import java.util.OptionalInt;

/** A line of a text in which something was found. Pure. */
final class Snippet {
  private static final int BEFORE = 40;
  private static final int LENGTH = 160;

  private Snippet() {}

  /**
   * What stands around the first of the terms that the text is seen to hold, else its beginning:
   * what is found without an accent may stand there with one.
   *
   * @param text whole, without secrets
   */
  static String of(String text, SearchQuery query) {
    String line = text.strip().replaceAll("\\s+", " ");
    int at = place(line, query).orElse(0);
    int from = at <= BEFORE ? 0 : whole(line, at - BEFORE);
    int to = whole(line, Math.min(line.length(), from + LENGTH));
    return (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
  }

  private static OptionalInt place(String line, SearchQuery query) {
    String lower = line.toLowerCase(Locale.ROOT);
    if (lower.length() != line.length()) {
      return OptionalInt.empty();
    }
    return query.terms().stream()
        .mapToInt(term -> lower.indexOf(term.text().strip().toLowerCase(Locale.ROOT)))
        .filter(at -> at >= 0)
        .min();
  }

  /** The place, or the one before it where it would tear a character apart. */
  private static int whole(String line, int at) {
    return at > 0 && at < line.length() && Character.isLowSurrogate(line.charAt(at)) ? at - 1 : at;
  }
}
