package dev.orch.http;

import dev.orch.api.ProblemType;
import dev.orch.domain.project.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses a name that nobody knows, and says which known one it may have been. */
public final class Unknown {
  private Unknown() {}

  /** A name of a field or of the query. */
  public static RequestRefusedException name(ProblemType type, String name, List<String> known) {
    return refusal(type, "\"%s\" is not known here".formatted(name), name, known);
  }

  /** A value of a filter. */
  public static RequestRefusedException value(String filter, String value, List<String> known) {
    return refusal(
        ProblemType.UNKNOWN_FILTER_VALUE,
        "\"%s\" is not a value of %s".formatted(value, filter),
        value,
        known);
  }

  /** Says {@code detail}, the nearest of the known names, and all of them. */
  public static RequestRefusedException refusal(
      ProblemType type, String detail, String given, List<String> known) {
    List<String> nearest = NearestName.of(given, known);
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("given", given);
    nearest.stream().findFirst().ifPresent(name -> extensions.put("nearest", name));
    extensions.put("known", known);
    NearestName.question(nearest).ifPresent(question -> extensions.put("hint", question));
    return new RequestRefusedException(type, detail, extensions);
  }
}
