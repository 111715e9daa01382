package dev.orch.http.openapi;

import dev.orch.api.Change;
import dev.orch.api.EventView;
import dev.orch.api.Problem;
import dev.orch.domain.event.EventType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Schema (2020-12) of the wire records: nullness, enums, sealed types, in record order. */
final class Schemas {
  private static final String REFERENCE = "#/components/schemas/";

  /** By name; filled while references to them are made. */
  private final Map<String, Object> byName = new TreeMap<>();

  /**
   * What a record is used for: a request may leave out what may be null, and nothing is unknown.
   */
  enum Use {
    REQUEST,
    ANSWER
  }

  Map<String, Object> byName() {
    return byName;
  }

  Map<String, Object> reference(Class<?> type, Use use) {
    return schema(type, type, null, use);
  }

  /** The event of one type. */
  Map<String, Object> event(String type) {
    reference(EventView.class, Use.ANSWER);
    return Map.of("$ref", REFERENCE + eventName(EventType.find(type).orElseThrow()));
  }

  /** A page of these. */
  Map<String, Object> page(Class<?> item) {
    return page(item, Map.of());
  }

  /** A page of these, which may say how many each choice would leave. */
  Map<String, Object> facetedPage(Class<?> item) {
    Map<String, Object> counts =
        ordered(
            "type",
            "object",
            "additionalProperties",
            ordered("type", "integer", "format", "int64"));
    return page(item, Map.of("facets", ordered("type", "object", "additionalProperties", counts)));
  }

  private Map<String, Object> page(Class<?> item, Map<String, Object> more) {
    String name = name(item) + "Page";
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("items", ordered("type", "array", "items", reference(item, Use.ANSWER)));
    properties.put("next_cursor", Map.of("type", List.of("string", "null")));
    properties.putAll(more);
    byName.put(name, object(properties, List.of("items", "next_cursor"), Use.ANSWER));
    return Map.of("$ref", REFERENCE + name);
  }

  private Map<String, Object> schema(
      Type type, Class<?> raw, @Nullable AnnotatedType annotated, Use use) {
    if (raw == Change.class) {
      AnnotatedType value = argument(annotated, 0);
      return nullable(schema(value.getType(), raw(value.getType()), value, use));
    }
    Map<String, Object> plain = plain(type, raw, annotated, use);
    boolean mayBeNull = annotated != null && annotated.isAnnotationPresent(Nullable.class);
    return mayBeNull ? nullable(plain) : plain;
  }

  private Map<String, Object> plain(
      Type type, Class<?> raw, @Nullable AnnotatedType annotated, Use use) {
    if (raw == String.class) {
      return Map.of("type", "string");
    }
    if (raw == Instant.class) {
      return ordered("type", "string", "format", "date-time");
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (raw == double.class) {
      return Map.of("type", "number");
    }
    if (raw == int.class || raw == Integer.class) {
      return ordered("type", "integer", "format", "int32");
    }
    if (raw == long.class || raw == Long.class) {
      return ordered("type", "integer", "format", "int64");
    }
    if (raw == List.class) {
      AnnotatedType item = argument(annotated, 0);
      return ordered(
          "type", "array", "items", schema(item.getType(), raw(item.getType()), item, use));
    }
    if (raw == Map.class) {
      AnnotatedType value = argument(annotated, 1);
      return ordered(
          "type",
          "object",
          "additionalProperties",
          schema(value.getType(), raw(value.getType()), value, use));
    }
    return named(type, raw, use);
  }

  private Map<String, Object> named(Type type, Class<?> raw, Use use) {
    String name = name(raw);
    if (!byName.containsKey(name)) {
      byName.put(name, Map.of());
      byName.put(name, definition(type, raw, use));
    }
    return Map.of("$ref", REFERENCE + name);
  }

  private Map<String, Object> definition(Type type, Class<?> raw, Use use) {
    if (raw.isEnum()) {
      return ordered(
          "type",
          "string",
          "enum",
          Arrays.stream(raw.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .toList());
    }
    if (raw == Problem.class) {
      return problem();
    }
    if (raw == EventView.class) {
      return event();
    }
    if (raw.isSealed()) {
      return Map.of("anyOf", alternatives(raw, use));
    }
    if (raw.isRecord()) {
      return record(raw, use);
    }
    throw new IllegalArgumentException("no schema for " + type);
  }

  private List<Map<String, Object>> alternatives(Class<?> sealed, Use use) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      all.add(reference(permitted, use));
    }
    return all;
  }

  private Map<String, Object> record(Class<?> raw, Use use) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      String name = snake(component.getName());
      AnnotatedType type = component.getAnnotatedType();
      properties.put(name, schema(component.getGenericType(), component.getType(), type, use));
      boolean optional =
          use == Use.REQUEST
              && (type.isAnnotationPresent(Nullable.class) || component.getType() == Change.class);
      if (!optional) {
        required.add(name);
      }
    }
    return object(properties, required, use);
  }

  private static Map<String, Object> object(
      Map<String, Object> properties, List<String> required, Use use) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    if (use == Use.REQUEST) {
      object.put("additionalProperties", false);
    }
    return object;
  }

  /** What a type adds stands beside the usual fields, so that the object is open. */
  private static Map<String, Object> problem() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : List.of("type", "title", "detail", "instance", "hint")) {
      properties.put(name, Map.of("type", "string"));
    }
    properties.put("status", ordered("type", "integer", "format", "int32"));
    return object(properties, List.copyOf(properties.keySet()), Use.ANSWER);
  }

  /** One schema for each type of event, told apart by the type. */
  private Map<String, Object> event() {
    List<Map<String, Object>> all = new ArrayList<>();
    Map<String, String> mapping = new LinkedHashMap<>();
    for (EventType type : EventType.values()) {
      String name = eventName(type);
      Map<String, Object> envelope = new LinkedHashMap<>(record(EventView.class, Use.ANSWER));
      Map<String, Object> properties = new LinkedHashMap<>(asMap(envelope.get("properties")));
      properties.put("type", ordered("type", "string", "const", type.wireName()));
      properties.put("payload", reference(type.payload(), Use.ANSWER));
      envelope.put("properties", properties);
      byName.put(name, envelope);
      all.add(Map.of("$ref", REFERENCE + name));
      mapping.put(type.wireName(), REFERENCE + name);
    }
    return ordered(
        "oneOf", all, "discriminator", ordered("propertyName", "type", "mapping", mapping));
  }

  private static String eventName(EventType type) {
    return "Event" + camel(type.name());
  }

  @SuppressWarnings("unchecked") // what record() put there
  private static Map<String, Object> asMap(@Nullable Object properties) {
    return (Map<String, Object>) Objects.requireNonNull(properties);
  }

  private static Map<String, Object> nullable(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type) {
      Map<String, Object> both = new LinkedHashMap<>(schema);
      both.put("type", List.of(type, "null"));
      return both;
    }
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  private static AnnotatedType argument(@Nullable AnnotatedType generic, int index) {
    if (generic instanceof AnnotatedParameterizedType parameterized) {
      return parameterized.getAnnotatedActualTypeArguments()[index];
    }
    throw new IllegalArgumentException("no type arguments: " + generic);
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    if (type instanceof Class<?> plain) {
      return plain;
    }
    throw new IllegalArgumentException("no class: " + type);
  }

  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + type.getSimpleName();
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String camel(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : List.of(constant.split("_", -1))) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** Keys and values in turn, kept in this order. */
  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
