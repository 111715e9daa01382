package dev.orch.operation;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans as the text that the store keeps: records of texts, numbers and lists, names in snake_case.
 * A plan of another version of the daemon is read as far as it is known here.
 */
public final class PlanJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private PlanJson() {}

  /** The same text for equal plans. */
  public static String write(Object plan) {
    return MAPPER.writeValueAsString(plan);
  }

  /**
   * The plan that {@link #write} was given.
   *
   * @throws IllegalArgumentException if the text is no such plan
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no %s: %s".formatted(type.getSimpleName(), text), e);
    }
  }
}
