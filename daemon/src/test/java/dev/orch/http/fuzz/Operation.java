package dev.orch.http.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One operation of the description.
 *
 * @param parameters as they are described
 * @param body its schema; missing where it takes none
 */
record Operation(String id, String method, String path, List<JsonNode> parameters, JsonNode body) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** All that the description in the class path has. */
  static List<Operation> all() throws IOException {
    JsonNode document = document();
    List<Operation> all = new ArrayList<>();
    document
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(
                    one -> all.add(of(document, path.getKey(), one.getKey(), one.getValue()))));
    return all;
  }

  private static JsonNode document() throws IOException {
    try (InputStream in = Operation.class.getResourceAsStream("/dev/orch/http/openapi.json")) {
      return MAPPER.readTree(in);
    }
  }

  private static Operation of(JsonNode document, String path, String method, JsonNode described) {
    JsonNode schema = described.at("/requestBody/content/application~1json/schema");
    return new Operation(
        described.path("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        StreamSupport.stream(described.path("parameters").spliterator(), false).toList(),
        whole(document, schema));
  }

  /** The schema without references; none of a request's leads back to itself. */
  private static JsonNode whole(JsonNode document, JsonNode schema) {
    if (schema.has("$ref")) {
      return whole(document, document.at(schema.get("$ref").asString().substring(1)));
    }
    if (schema.isObject()) {
      var copy = MAPPER.createObjectNode();
      schema
          .propertyStream()
          .forEach(entry -> copy.set(entry.getKey(), whole(document, entry.getValue())));
      return copy;
    }
    if (schema.isArray()) {
      var copy = MAPPER.createArrayNode();
      schema.forEach(item -> copy.add(whole(document, item)));
      return copy;
    }
    return schema;
  }

  /** Those of its parameters that stand in the path, the query or a header. */
  List<JsonNode> parameters(String in) {
    return parameters.stream().filter(one -> one.path("in").asString().equals(in)).toList();
  }

  /** Whether the request is for it. */
  boolean fits(Draft draft) {
    return draft.method().equals(method)
        && draft.path().matches(path.replaceAll("\\{[a-z_]+}", "[^/]+"));
  }

  boolean hasBody() {
    return !body.isMissingNode();
  }
}
