package dev.orch.cli.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orch.api.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records of the wire contract as JSON and back: tolerant of what a newer daemon adds. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  /** The value as JSON. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** What it is, if it is JSON. */
  public static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /**
   * The record that the text stands for.
   *
   * @throws UnexpectedAnswerException if it stands for none
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return required(MAPPER.readValue(text, type), text);
    } catch (JacksonException e) {
      throw new UnexpectedAnswerException(text, e);
    }
  }

  /**
   * The record that a part of a document stands for.
   *
   * @throws UnexpectedAnswerException if it stands for none
   */
  public static <T> T read(JsonNode part, Class<T> type) {
    try {
      return required(MAPPER.treeToValue(part, type), part.toString());
    } catch (JacksonException e) {
      throw new UnexpectedAnswerException(part.toString(), e);
    }
  }

  /**
   * One page of such records.
   *
   * @throws UnexpectedAnswerException if it is none
   */
  public static <T> Page<T> page(String text, Class<T> type) {
    JsonNode page = read(text, JsonNode.class);
    List<T> items = page.path("items").valueStream().map(item -> read(item, type)).toList();
    JsonNode next = page.path("next_cursor");
    return new Page<>(items, next.isString() ? next.asString() : null);
  }

  private static <T> T required(@Nullable T value, String text) {
    if (value == null) {
      throw new UnexpectedAnswerException(text, null);
    }
    return value;
  }
}
