package dev.orch.http.json;

import dev.orch.api.Change;
import dev.orch.api.Problem;
import dev.orch.api.ProblemType;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Unknown;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Records of the wire contract as JSON and back: strict in what it takes. */
public final class Json {
  private static final int DEEPEST = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .annotationIntrospector(new RecordRules())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .addModule(
              new SimpleModule()
                  .addSerializer(Problem.class, new ProblemWriter())
                  .addDeserializer(Change.class, new ChangeReader()))
          .build();

  private Json() {}

  /** The value as JSON in UTF-8. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** The value as JSON. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * What a body says; an empty one says nothing, which only a record without required fields takes.
   *
   * @throws RequestRefusedException if it is not JSON, or not what the record wants
   */
  public static <T> T read(ByteBuffer body, Class<T> type) {
    byte[] text = body.hasRemaining() ? new byte[body.remaining()] : new byte[] {'{', '}'};
    body.slice().get(text, 0, body.remaining());
    try {
      JsonNode tree = requireObject(MAPPER.readTree(text));
      UnknownFields.refuse(tree, type, "");
      WholeCharacters.require(tree, "");
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  /** Before anything is looked for in it, so that whatever else it is is refused in one way. */
  private static JsonNode requireObject(JsonNode body) {
    if (body.isMissingNode()) {
      throw new RequestRefusedException(ProblemType.MALFORMED_JSON, "the body is no JSON");
    }
    if (!body.isObject()) {
      throw new RequestRefusedException(
          ProblemType.INVALID_FIELD, "the body must be an object", Map.of("field", ""));
    }
    return body;
  }

  /** The {@code id} of an object that was written before. */
  public static String id(String text) {
    return MAPPER.readTree(text).path("id").asString();
  }

  /** The same, of one that may have none. */
  public static Optional<String> findId(String text) {
    JsonNode id = MAPPER.readTree(text).path("id");
    return id.isString() ? Optional.of(id.asString()) : Optional.empty();
  }

  private static RequestRefusedException refusal(JacksonException failure) {
    String field = field(failure);
    return switch (failure) {
      case InvalidNullException e when !isInList(e) ->
          new RequestRefusedException(
              ProblemType.MISSING_FIELD, "%s is missing".formatted(field), Map.of("field", field));
      case InvalidFormatException e when e.getTargetType().isEnum() -> notOneOf(e, field);
      case StreamReadException _ ->
          new RequestRefusedException(ProblemType.MALFORMED_JSON, malformed(failure));
      case MismatchedInputException e ->
          new RequestRefusedException(
              ProblemType.INVALID_FIELD,
              "%s must be %s".formatted(field, words(e)),
              Map.of("field", field));
      default -> new RequestRefusedException(ProblemType.MALFORMED_JSON, malformed(failure));
    };
  }

  /** Whether it stands in a list, where nothing can be missing: it is no value of the list. */
  private static boolean isInList(InvalidNullException failure) {
    return failure.getPath().getLast().getPropertyName() == null;
  }

  /** What should have been there, without the words of the language that this is written in. */
  private static String words(MismatchedInputException failure) {
    Class<?> wanted = failure.getTargetType();
    if (wanted == null || wanted == Object.class) {
      return "of another kind";
    }
    if (wanted == String.class || wanted.isEnum()) {
      return "a text";
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return "true or false";
    }
    if (List.class.isAssignableFrom(wanted)) {
      return "a list";
    }
    return Number.class.isAssignableFrom(wanted) || wanted.isPrimitive() ? "a number" : "an object";
  }

  private static RequestRefusedException notOneOf(InvalidFormatException e, String field) {
    List<String> names =
        Arrays.stream(e.getTargetType().getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
            .toList();
    String given = String.valueOf(e.getValue());
    return Unknown.refusal(
        ProblemType.INVALID_FIELD,
        "\"%s\" is not a value of %s".formatted(given, field),
        given,
        names);
  }

  /** Where in the body: {@code settings.env}. */
  private static String field(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  /** What is wrong with the text, without the words of what reads it. */
  private static String malformed(JacksonException failure) {
    if (failure instanceof StreamConstraintsException) {
      return "the body is deeper than %d levels, or has a number or a name that is too long"
          .formatted(DEEPEST);
    }
    String what =
        switch (failure) {
          case UnexpectedEndOfInputException _ -> "the body ends too early";
          case JacksonException e when e.getOriginalMessage().startsWith("Duplicate") ->
              "the body has a name twice";
          default -> "the body is no JSON";
        };
    TokenStreamLocation place = failure.getLocation();
    return place == null || place.getLineNr() < 1
        ? what
        : "%s: line %d, column %d".formatted(what, place.getLineNr(), place.getColumnNr());
  }
}
