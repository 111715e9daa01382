package dev.orch.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, sizes and counts as people write them: a whole number, with its unit behind it. */
final class Quantity {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?([a-zA-Z]+)");
  private static final Pattern COUNT =
      Pattern.compile("([a-z][a-z0-9_-]*) ?= ?([1-9][0-9]{0,2}|1000)");
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

  private Quantity() {}

  static Optional<Duration> duration(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && TIMES.containsKey(form.group(2))
        ? Optional.of(TIMES.getOrDefault(form.group(2), Duration.ZERO).multipliedBy(number(form)))
        : Optional.empty();
  }

  /** In bytes; a KB is 1024 of them. */
  static Optional<Long> bytes(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && SIZES.containsKey(form.group(2))
        ? Optional.of(SIZES.getOrDefault(form.group(2), 0L) * number(form))
        : Optional.empty();
  }

  /** A number for each name, such as {@code claude=4,codex=2}; empty where it is written so not. */
  static Optional<Map<String, Integer>> counts(String text) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      Matcher form = COUNT.matcher(part.strip());
      if (!form.matches() || counts.containsKey(form.group(1))) {
        return Optional.empty();
      }
      counts.put(form.group(1), Integer.parseInt(form.group(2)));
    }
    return Optional.of(counts);
  }

  private static long number(Matcher form) {
    return Long.parseLong(form.group(1));
  }
}
