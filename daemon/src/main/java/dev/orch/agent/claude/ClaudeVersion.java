package dev.orch.agent.claude;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Claude Code, which decides the flags that it takes. */
record ClaudeVersion(int major, int minor, int patch) implements Comparable<ClaudeVersion> {
  /** The first that takes {@code --ignore-persisted-trust}; before, it is an unknown option. */
  static final ClaudeVersion IGNORES_TRUST = new ClaudeVersion(2, 1, 325);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");
  private static final Comparator<ClaudeVersion> ORDER =
      Comparator.comparingInt(ClaudeVersion::major)
          .thenComparingInt(ClaudeVersion::minor)
          .thenComparingInt(ClaudeVersion::patch);

  /** The first version that the text names: {@code 2.1.197 (Claude Code)}. */
  static Optional<ClaudeVersion> in(String text) {
    Matcher form = FORM.matcher(text);
    return form.find()
        ? Optional.of(
            new ClaudeVersion(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ClaudeVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
