package dev.orch.domain.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the branches of a project's sessions are called.
 *
 * @param text with fields in braces; whether git takes what it gives is not looked at here
 */
public record BranchTemplate(String text) {
  private static final Pattern BRACED = Pattern.compile("\\{([^{}]*)}|[{}]");
  private static final int WORDS_OF_A_TITLE = 6;

  /** What is used where nothing else is set. */
  public static final BranchTemplate USUAL =
      new BranchTemplate("orch/{agent}/{project}/{session_id}");

  /** What can stand in braces. */
  public enum Field {
    AGENT,
    PROJECT,
    SESSION_ID,
    /** The first words of what was asked for, as a slug. */
    TITLE;

    /** As it stands in a template. */
    public String braced() {
      return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }

    private static Optional<Field> of(String braced) {
      return Arrays.stream(values()).filter(field -> field.braced().equals(braced)).findFirst();
    }
  }

  /** The first braces with something else than a field in them, or without their other half. */
  public Optional<String> unknown() {
    return BRACED
        .matcher(text)
        .results()
        .map(found -> found.group())
        .filter(braced -> Field.of(braced).isEmpty())
        .findFirst();
  }

  /** All fields, for who explains. */
  public static String fields() {
    return Arrays.stream(Field.values()).map(Field::braced).collect(Collectors.joining(" "));
  }

  /** Whether all names by it are such as git cannot have beside this branch. */
  public boolean isBelow(String branch) {
    return BranchNaming.isBelow(text, branch);
  }

  /** The name that it gives; a field that has no value is left out. */
  public String render(Map<Field, String> values) {
    return BRACED
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Field.of(found.group())
                    .map(field -> values.getOrDefault(field, ""))
                    .orElse(found.group())));
  }

  /** A title's first words as they can stand in a name; the other name where none can. */
  public static String title(String title, String otherwise) {
    String words =
        Arrays.stream(title.strip().split("\\s+", WORDS_OF_A_TITLE + 1))
            .limit(WORDS_OF_A_TITLE)
            .collect(Collectors.joining(" "));
    return Slug.from(words).map(Slug::value).orElse(otherwise);
  }
}
