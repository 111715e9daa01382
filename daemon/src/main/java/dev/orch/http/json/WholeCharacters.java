package dev.orch.http.json;

import dev.orch.api.ProblemType;
import dev.orch.http.RequestRefusedException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Refuses texts with half of a surrogate pair (RFC 8259, section 8.2): written as UTF-8 they would
 * become other texts, silently.
 */
final class WholeCharacters {
  private WholeCharacters() {}

  /**
   * Looks into all texts of a value.
   *
   * @param path of the value in the body; empty for the body itself
   */
  static void require(JsonNode value, String path) {
    if (value.isString() && hasHalf(value.stringValue())) {
      throw refusal(path);
    }
    value
        .propertyStream()
        .forEach(entry -> {
          String inside = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
          if (hasHalf(entry.getKey())) {
            throw refusal(path);
          }
          require(entry.getValue(), inside);
        });
    if (value.isArray()) {
      value.forEach(item -> require(item, path));
    }
  }

  private static boolean hasHalf(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static RequestRefusedException refusal(String path) {
    return new RequestRefusedException(
        ProblemType.INVALID_FIELD,
        "%s holds half of a character: a surrogate without its other half"
            .formatted(path.isEmpty() ? "the body" : path),
        Map.of("field", path));
  }
}
