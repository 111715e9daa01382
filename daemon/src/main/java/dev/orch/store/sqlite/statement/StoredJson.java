package dev.orch.store.sqlite.statement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values that stand in a column as JSON text, names in snake_case. A field that this version does
 * not know is passed over: what is read may have been written by a newer one.
 */
public final class StoredJson {
  /** A page is read by one thread, value by value: what one is read with serves the next. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** What is known of a type is looked up once, not for every row. */
  private static final ClassValue<ObjectReader> READERS =
      new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
          return MAPPER.readerFor(type);
        }
      };

  private StoredJson() {}

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  public static @Nullable String writeOrNull(@Nullable Object value) {
    return value == null ? null : write(value);
  }

  public static <T> T read(String json, Class<T> type) {
    return READERS.get(type).readValue(json);
  }

  public static <T> @Nullable T readOrNull(@Nullable String json, Class<T> type) {
    return json == null ? null : read(json, type);
  }

  /** The same with each text of it as the rule gives it; names of fields stay. */
  public static String withTexts(String json, UnaryOperator<String> rule) {
    return write(Objects.requireNonNull(withTexts(MAPPER.readValue(json, Object.class), rule)));
  }

  private static @Nullable Object withTexts(@Nullable Object value, UnaryOperator<String> rule) {
    return switch (value) {
      case String text -> rule.apply(text);
      case List<?> all -> {
        List<@Nullable Object> texts = new ArrayList<>();
        all.forEach(one -> texts.add(withTexts(one, rule)));
        yield texts;
      }
      case Map<?, ?> fields -> {
        Map<Object, @Nullable Object> texts = new LinkedHashMap<>();
        fields.forEach((name, one) -> texts.put(name, withTexts(one, rule)));
        yield texts;
      }
      case null, default -> value;
    };
  }
}
