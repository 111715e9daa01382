package dev.orch.http;

import dev.orch.api.ProblemType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The query of a request, checked against what its route knows. */
public final class Query {
  private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

  private final Map<String, String> values;
  private final Map<String, List<String>> lists;

  private Query(Map<String, String> values, Map<String, List<String>> lists) {
    this.values = values;
    this.lists = lists;
  }

  /**
   * Reads the part of a URL behind the question mark.
   *
   * @throws RequestRefusedException for a name that is not known, or given twice and not to be so,
   *     and for a value that cannot stand behind it
   */
  static Query parse(@Nullable String encoded, List<Parameter> known) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    for (Map.Entry<String, String> pair : pairs(encoded)) {
      Parameter parameter = require(pair.getKey(), known);
      check(parameter, pair.getValue());
      if (parameter.kind() instanceof Parameter.Kind.Texts) {
        lists.computeIfAbsent(pair.getKey(), _ -> new ArrayList<>()).add(pair.getValue());
      } else if (values.put(pair.getKey(), pair.getValue()) != null) {
        throw new RequestRefusedException(
            ProblemType.INVALID_QUERY, "%s is given more than once".formatted(pair.getKey()));
      }
    }
    return new Query(values, lists);
  }

  /** The pairs of a query, decoded, in their order. */
  static List<Map.Entry<String, String>> pairs(@Nullable String encoded) {
    if (encoded == null || encoded.isEmpty()) {
      return List.of();
    }
    return List.of(encoded.split("&")).stream()
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .map(pair -> Map.entry(value(pair[0]), pair.length > 1 ? value(pair[1]) : ""))
        .toList();
  }

  /** What was given for it. */
  public Optional<String> text(Parameter parameter) {
    return Optional.ofNullable(values.get(parameter.name()));
  }

  /** All that was given for it, in its order. Only for a parameter that takes any number. */
  public List<String> texts(Parameter parameter) {
    return List.copyOf(lists.getOrDefault(parameter.name(), List.of()));
  }

  /** What was given once for all but these, by name. */
  public SortedMap<String, String> allBut(Parameter... others) {
    SortedMap<String, String> given = new TreeMap<>(values);
    for (Parameter other : others) {
      given.remove(other.name());
    }
    return given;
  }

  /** What was given for it, else its usual value. Only for a parameter that takes a number. */
  public long number(Parameter parameter) {
    if (parameter.kind() instanceof Parameter.Kind.Range number) {
      return text(parameter).map(Long::parseLong).orElse(number.usual());
    }
    throw new IllegalArgumentException(parameter.name() + " takes no number");
  }

  /** Whether it was given as true. */
  public boolean flag(Parameter parameter) {
    return text(parameter).map(FLAGS::get).orElse(false);
  }

  /** The constant that was given by its name in lower case. */
  public <E extends Enum<E>> Optional<E> choice(Parameter parameter, Class<E> type) {
    return text(parameter).map(value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
  }

  private static Parameter require(String name, List<Parameter> known) {
    return known.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Unknown.name(
                ProblemType.UNKNOWN_QUERY, name, known.stream().map(Parameter::name).toList()));
  }

  private static void check(Parameter parameter, String value) {
    switch (parameter.kind()) {
      case Parameter.Kind.Text _, Parameter.Kind.Texts _ -> {}
      case Parameter.Kind.Flag _ -> requireOneOf(parameter, value, List.of("true", "false"));
      case Parameter.Kind.Choice(List<String> values) -> requireOneOf(parameter, value, values);
      case Parameter.Kind.Range number -> requireNumber(parameter, number, value);
    }
  }

  private static void requireOneOf(Parameter parameter, String value, List<String> values) {
    if (!values.contains(value)) {
      throw Unknown.value(parameter.name(), value, values);
    }
  }

  private static void requireNumber(Parameter parameter, Parameter.Kind.Range range, String value) {
    ProblemType type =
        parameter.equals(Parameter.LIMIT) ? ProblemType.INVALID_LIMIT : ProblemType.INVALID_QUERY;
    String takes =
        "%s takes a whole number from %d to %d, not \"%s\""
            .formatted(parameter.name(), range.least(), range.most(), value);
    try {
      long number = Long.parseLong(value);
      if (number < range.least() || number > range.most()) {
        throw new RequestRefusedException(type, takes);
      }
    } catch (NumberFormatException _) {
      throw new RequestRefusedException(type, takes);
    }
  }

  private static String value(String text) {
    return decoded(text, ProblemType.INVALID_QUERY);
  }

  /** What a text of a URL says, a plus being a space; refused as this where it is no such text. */
  static String decoded(String text, ProblemType otherwise) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new RequestRefusedException(otherwise, "\"%s\" is not percent-encoded".formatted(text));
    }
  }
}
