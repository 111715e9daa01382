package dev.orch.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers against the description that the daemon serves: what it says, they must be. */
public final class DescribedAnswers {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final String PROBLEM = "urn:orch:problem:";
  private static final String STREAM = "text/event-stream";

  private final JsonNode document;
  private final List<Described> paths;

  /** What stands below a path, and what the path is when it is asked for. */
  private record Described(Pattern path, JsonNode operations) {}

  private DescribedAnswers(JsonNode document) {
    this.document = document;
    this.paths =
        document
            .path("paths")
            .propertyStream()
            .map(entry ->
                new Described(
                    Pattern.compile(entry.getKey().replaceAll("\\{[a-z_]+}", "[^/]+")),
                    entry.getValue()))
            .toList();
  }

  /** Against the document in the class path. */
  public static DescribedAnswers served() {
    return Served.ANSWERS;
  }

  /** Read once, however many ask. */
  private static final class Served {
    static final DescribedAnswers ANSWERS = read();

    private static DescribedAnswers read() {
      try (InputStream in = Served.class.getResourceAsStream("/dev/orch/http/openapi.json")) {
        return new DescribedAnswers(MAPPER.readTree(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * What is wrong with an answer; empty if nothing is.
   *
   * @param path as it was asked for, without the query
   */
  public List<String> faults(
      String method, String path, int status, String mediaType, String body) {
    Optional<JsonNode> operation = operation(method, path);
    if (operation.isEmpty()) {
      return List.of("%s %s is not described".formatted(method, path));
    }
    JsonNode responses = operation.get().path("responses");
    JsonNode response = responses.path(Integer.toString(status));
    if (response.isMissingNode() && status >= 400) {
      response = resolved(responses.path("default"));
    }
    if (response.isMissingNode() || (status >= 400 && !names(response).contains(type(body)))) {
      return List.of("%s %s: %d is not described".formatted(method, path, status));
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode() && body.isEmpty()) {
      return List.of();
    }
    if (mediaType.equals(STREAM) && content.has(STREAM)) {
      return faultsOfEvents(content.get(STREAM).path("x-events"), body);
    }
    JsonNode schema = content.path(mediaType).path("schema");
    if (schema.isMissingNode() && content.path("*/*").isMissingNode()) {
      return List.of("%s %s: %d as %s is not described".formatted(method, path, status, mediaType));
    }
    if (!mediaType.endsWith("json") || schema.isMissingNode()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    check(json(body), schema, "", faults);
    return faults;
  }

  /**
   * What is wrong with one event of a stream.
   *
   * @param path of the stream
   * @param name the event's own
   */
  public List<String> faultsOfEvent(String path, String name, String data) {
    JsonNode events =
        operation("GET", path)
            .map(operation -> operation.at("/responses/200/content").path(STREAM).path("x-events"))
            .orElse(MAPPER.missingNode());
    return faultsOfEvent(events, name, data);
  }

  private List<String> faultsOfEvent(JsonNode events, String name, String data) {
    JsonNode schema = events.path(name);
    if (schema.isMissingNode()) {
      return List.of("an event %s is not described".formatted(name));
    }
    List<String> faults = new ArrayList<>();
    check(json(data), schema, name, faults);
    return faults;
  }

  /** Events as the daemon writes them: a line for each field, an empty one behind the last. */
  private List<String> faultsOfEvents(JsonNode events, String text) {
    List<String> faults = new ArrayList<>();
    String name = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        faults.addAll(faultsOfEvent(events, name, line.substring("data: ".length())));
      }
    }
    return faults;
  }

  private static String type(String problem) {
    return json(problem).path("type").asString("").replace(PROBLEM, "");
  }

  /** What is no JSON is nothing that could be described. */
  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException _) {
      return MAPPER.missingNode();
    }
  }

  /** The problems that a response stands for. */
  private static List<String> names(JsonNode response) {
    return List.of(response.path("description").asString("").split(", "));
  }

  private Optional<JsonNode> operation(String method, String path) {
    return paths.stream()
        .filter(described -> described.path().matcher(path).matches())
        .map(described -> described.operations().path(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> !operation.isMissingNode())
        .findFirst();
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode()
        ? node
        : resolved(document.at(reference.asString().substring(1)));
  }

  private void check(JsonNode value, JsonNode unresolved, String at, List<String> faults) {
    JsonNode schema = resolved(unresolved);
    if (schema.has("discriminator")) {
      checkTold(value, schema.get("discriminator"), at, faults);
      return;
    }
    for (String alternatives : List.of("oneOf", "anyOf")) {
      if (schema.has(alternatives)) {
        checkAlternatives(value, schema.get(alternatives), at, faults);
        return;
      }
    }
    if (schema.has("type") && !types(schema.get("type")).contains(type(value, schema))) {
      faults.add("%s is no %s".formatted(at, schema.get("type")));
      return;
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      faults.add("%s is %s, not %s".formatted(at, value, schema.get("const")));
    }
    if (schema.has("enum")
        && !value.isNull()
        && !texts(schema.get("enum")).contains(value.asString())) {
      faults.add("%s is %s, not one of %s".formatted(at, value, schema.get("enum")));
    }
    if (value.isArray()) {
      value.forEach(item -> check(item, schema.path("items"), at + "[]", faults));
    }
    if (value.isObject()) {
      checkObject(value, schema, at, faults);
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String at, List<String> faults) {
    for (String name : texts(schema.path("required"))) {
      if (!value.has(name)) {
        faults.add("%s has no %s".formatted(at, name));
      }
    }
    boolean open = !schema.has("properties") || schema.path("properties").has("hint");
    value
        .propertyStream()
        .forEach(entry -> {
          JsonNode property = schema.path("properties").path(entry.getKey());
          String inside = at + "." + entry.getKey();
          if (!property.isMissingNode()) {
            check(entry.getValue(), property, inside, faults);
          } else if (schema.path("additionalProperties").isObject()) {
            check(entry.getValue(), schema.get("additionalProperties"), inside, faults);
          } else if (!open) {
            faults.add(inside + " is not described");
          }
        });
  }

  /** Which alternative it is stands in the value. */
  private void checkTold(JsonNode value, JsonNode discriminator, String at, List<String> faults) {
    String told = value.path(discriminator.path("propertyName").asString()).asString("");
    JsonNode reference = discriminator.path("mapping").path(told);
    if (reference.isMissingNode()) {
      faults.add("%s is no %s".formatted(at, discriminator.path("mapping").propertyNames()));
    } else {
      check(value, document.at(reference.asString().substring(1)), at, faults);
    }
  }

  private void checkAlternatives(
      JsonNode value, JsonNode alternatives, String at, List<String> faults) {
    List<String> best = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
      if (alternative.path("type").asString("").equals("null") && !value.isNull()) {
        continue;
      }
      List<String> found = new ArrayList<>();
      check(value, alternative, at, found);
      if (found.isEmpty()) {
        return;
      }
      if (best.isEmpty() || found.size() < best.size()) {
        best = found;
      }
    }
    faults.addAll(best);
  }

  private static String type(JsonNode value, JsonNode schema) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case OBJECT, POJO -> "object";
      case STRING, BINARY, MISSING -> "string";
      case NUMBER ->
          value.isIntegralNumber() && types(schema.get("type")).contains("integer")
              ? "integer"
              : "number";
    };
  }

  private static List<String> types(JsonNode type) {
    return type.isArray() ? texts(type) : List.of(type.asString());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }
}
