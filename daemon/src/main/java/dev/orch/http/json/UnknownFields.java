package dev.orch.http.json;

import dev.orch.api.Planned;
import dev.orch.api.ProblemType;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Unknown;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Looks for names that a record does not have, before anything else is looked at: who mistypes a
 * name must not be told that the right one is missing.
 */
final class UnknownFields {
  private UnknownFields() {}

  /**
   * Looks into an object and the objects in it.
   *
   * @param path of the object in the body; empty for the body itself
   */
  static void refuse(JsonNode object, Class<?> type, String path) {
    if (!object.isObject() || !type.isRecord()) {
      return;
    }
    Map<String, JsonNode> fields =
        object.propertyStream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(UnknownFields::wireName).sorted().toList();
    fields.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw refusal(type, name, path + name, known);
        });
    for (RecordComponent component : type.getRecordComponents()) {
      String name = wireName(component);
      if (fields.containsKey(name)) {
        refuse(fields.get(name), component.getType(), path + name + ".");
      }
    }
  }

  private static RequestRefusedException refusal(
      Class<?> type, String name, String path, List<String> known) {
    Planned planned = type.getAnnotation(Planned.class);
    if (planned != null && List.of(planned.value()).contains(name)) {
      return new RequestRefusedException(
          ProblemType.NOT_AVAILABLE_YET,
          "%s is not available in this version".formatted(path),
          Map.of("field", path));
    }
    return Unknown.refusal(
        ProblemType.UNKNOWN_FIELD, "%s is not a known field".formatted(path), name, known);
  }

  private static String wireName(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
