package dev.orch.domain.project;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short name that a project is addressed by, unique among the registered ones.
 *
 * @param value {@code [a-z0-9][a-z0-9-]{0,39}}
 */
public record Slug(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int LONGEST = 40;

  /** Refuses what a branch name or a folder could not hold. */
  public Slug {
    if (!isSlug(value)) {
      throw new IllegalArgumentException("not a slug: " + value);
    }
  }

  /** Whether the text can be a slug as it stands. */
  public static boolean isSlug(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Makes a slug of a name: lower case, every run of other characters becomes one hyphen. Empty if
   * the name holds no letter or digit of ASCII.
   */
  public static Optional<Slug> from(String name) {
    String hyphenated =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    String cut = hyphenated.substring(0, Math.min(LONGEST, hyphenated.length()));
    String trimmed = cut.replaceAll("-+$", "");
    return isSlug(trimmed) ? Optional.of(new Slug(trimmed)) : Optional.empty();
  }

  /** This slug with {@code -number} behind it, shortened where it would become too long. */
  public Slug numbered(int number) {
    String suffix = "-" + number;
    int room = LONGEST - suffix.length();
    return new Slug(value.substring(0, Math.min(room, value.length())) + suffix);
  }

  @Override
  public String toString() {
    return value;
  }
}
