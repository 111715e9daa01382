package dev.orch.agent.claude;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as Claude Code writes and reads it: one object per line, any field of which may be missing.
 */
final class ClaudeJson {
  /** Numbers keep their digits, because a tool's input is sent back as it came. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ClaudeJson() {}

  /** The line as an object; empty if it is none. */
  static Optional<JsonNode> object(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** The field as text, or nothing at all where it is missing or no scalar. */
  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  /** The field as text; null where it is missing, null, empty or no scalar. */
  static @Nullable String textOrNull(JsonNode node, String field) {
    String text = text(node, field);
    return text.isEmpty() ? null : text;
  }

  /** The field as a number, if it is one. */
  static OptionalInt number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? value.asIntOpt() : OptionalInt.empty();
  }

  /** An empty object to be filled. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Indented, for a person. */
  static String pretty(JsonNode node) {
    return node.toPrettyString();
  }
}
