package dev.orch.http;

import dev.orch.api.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One name that may stand in the query of a route.
 *
 * @param says what it does, for the API's description
 * @param refusals what a request may be refused for because of it
 */
public record Parameter(String name, Kind kind, String says, Set<ProblemType> refusals) {

  /** What may stand behind it. */
  public sealed interface Kind {
    /** Anything. */
    record Text() implements Kind {}

    /** Anything, any number of times. */
    record Texts() implements Kind {}

    /** A whole number of this range; {@code usual} where it is left out. */
    record Range(long least, long most, long usual) implements Kind {}

    /** {@code true} or {@code false}; false where it is left out. */
    record Flag() implements Kind {}

    /** One of these. */
    record Choice(List<String> values) implements Kind {
      /** Keeps its own copy. */
      public Choice {
        values = List.copyOf(values);
      }
    }
  }

  /** Where a list goes on. */
  public static final Parameter CURSOR =
      text(
          "cursor", "next_cursor of the page before; keep its filters", ProblemType.INVALID_CURSOR);

  /** How long a page is. */
  public static final Parameter LIMIT =
      new Parameter(
          "limit",
          new Kind.Range(1, 500, 50),
          "items of a page",
          Set.of(ProblemType.INVALID_LIMIT));

  /** Anything may stand behind it that its reader does not refuse for these. */
  public static Parameter text(String name, String says, ProblemType... refusals) {
    return new Parameter(name, new Kind.Text(), says, Set.of(refusals));
  }

  /** Anything may stand behind it, and it may be given more than once. */
  public static Parameter texts(String name, String says) {
    return new Parameter(name, new Kind.Texts(), says, Set.of());
  }

  /** A number stands behind it. */
  public static Parameter number(String name, long least, long most, long usual, String says) {
    return new Parameter(
        name, new Kind.Range(least, most, usual), says, Set.of(ProblemType.INVALID_QUERY));
  }

  /** True or false stands behind it. */
  public static Parameter flag(String name, String says) {
    return new Parameter(name, new Kind.Flag(), says, Set.of(ProblemType.UNKNOWN_FILTER_VALUE));
  }

  /** One of these stands behind it. */
  public static Parameter choice(String name, List<String> values, String says) {
    return new Parameter(
        name, new Kind.Choice(values), says, Set.of(ProblemType.UNKNOWN_FILTER_VALUE));
  }

  /** One of the enum's names, in lower case, stands behind it. */
  public static Parameter choice(String name, Class<? extends Enum<?>> values, String says) {
    List<String> names =
        Arrays.stream(values.getEnumConstants())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toList();
    return choice(name, names, says);
  }
}
