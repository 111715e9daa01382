package dev.orch.http.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers against the description that the daemon serves: what it says, they must be. */
public final class DescribedAnswers {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final String PROBLEM = "urn:orch:problem:";

  private final JsonNode document;

  private DescribedAnswers(JsonNode document) {
    this.document = document;
  }

  /** Against the document in the class path. */
  public static DescribedAnswers served() throws IOException {
    try (InputStream in =
        DescribedAnswers.class.getResourceAsStream("/dev/orch/http/openapi.json")) {
      return new DescribedAnswers(MAPPER.readTree(in));
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
    JsonNode schema = content.path(mediaType).path("schema");
    if (schema.isMissingNode() && content.path("*/*").isMissingNode()) {
      return List.of("%s %s: %d as %s is not described".formatted(method, path, status, mediaType));
    }
    if (!mediaType.endsWith("json") || schema.isMissingNode()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    check(MAPPER.readTree(body), schema, "", faults);
    return faults;
  }

  private static String type(String problem) {
    return MAPPER.readTree(problem).path("type").asString("").replace(PROBLEM, "");
  }

  /** The problems that a response stands for. */
  private static List<String> names(JsonNode response) {
    return List.of(response.path("description").asString("").split(", "));
  }

  private Optional<JsonNode> operation(String method, String path) {
    return document
        .path("paths")
        .propertyStream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z_]+}", "[^/]+")))
        .map(Map.Entry::getValue)
        .map(item -> item.path(method.toLowerCase(Locale.ROOT)))
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

  private void checkAlternatives(
      JsonNode value, JsonNode alternatives, String at, List<String> faults) {
    List<String> best = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
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
