package dev.orch.http.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests that the description allows. */
final class Drafts {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Texts that mean something to somebody, where they should be nothing but texts. */
  static final List<String> ODD =
      List.of(
          "",
          " ",
          "\n",
          "x",
          "-x",
          "--help",
          "../../etc/passwd",
          "/",
          "/dev/null",
          "a\u0000b",
          "\u001b[2J",
          "\u202eevil",
          "\ud83e\udda6",
          "e\u0301",
          "null",
          "true",
          "0",
          "-1",
          "9223372036854775808",
          "1e400",
          "%00%ff",
          "%s%n",
          "$(touch x)",
          "`touch x`",
          "'; DROP TABLE session; --",
          "<script>",
          "*",
          "%",
          "_",
          "refs/heads/main",
          "HEAD@{1}",
          "main..main",
          "a".repeat(300),
          "\u00e9".repeat(4000));

  /** Fields that mean something together; that they go together no description says. */
  private static final List<String> COMMAND = List.of("agent", "action", "project", "prompt");

  private static final Map<String, List<String>> TOGETHER =
      Map.of("submitCommand", COMMAND, "createSession", COMMAND);

  private final Dice dice;
  private final Map<String, List<String>> known;
  private final List<String> others;

  /**
   * Makes them.
   *
   * @param known what is really there, by the name of the field or parameter that it may stand for
   * @param others what stands there now and then, and where nothing is known
   */
  Drafts(Dice dice, Map<String, List<String>> known, List<String> others) {
    this.dice = dice;
    this.known = known;
    this.others = others;
  }

  /** A request that the description allows; whether its names are there is chance. */
  Draft of(Operation operation) {
    Draft draft = bare(operation);
    for (JsonNode one : operation.parameters("query")) {
      // Nothing is launched here: who waits for it waits long.
      if (dice.onceIn(3) && !one.path("name").asString().equals("wait")) {
        draft = draft.withQuery(one.path("name").asString() + "=" + encoded(value(one)));
      }
    }
    for (JsonNode one : operation.parameters("header")) {
      String name = one.path("name").asString();
      if (dice.onceIn(4)) {
        draft = draft.withHeader(name, dice.one(known.getOrDefault(name, List.of("1"))));
      }
    }
    return draft;
  }

  /** The same with no more than its path and its body say. */
  Draft bare(Operation operation) {
    Draft draft = new Draft(operation.method(), path(operation), List.of(), List.of(), "");
    if (!operation.method().equals("GET")) {
      draft = draft.withHeader("Content-Type", "application/json");
    }
    return operation.hasBody() ? draft.withBody(body(operation).toString()) : draft;
  }

  private String path(Operation operation) {
    String path = operation.path();
    String before = "";
    for (JsonNode one : operation.parameters("path")) {
      String name = one.path("name").asString();
      String below = below(name, before);
      boolean belongs = known.containsKey(below) && dice.onceIn(2);
      before = word(belongs ? below : name(operation, name));
      path = path.replace("{" + name + "}", encoded(before));
    }
    return path;
  }

  /** The name under which is known what belongs to something else. */
  static String below(String name, String owner) {
    return name + " of " + owner;
  }

  private JsonNode body(Operation operation) {
    List<String> together = TOGETHER.getOrDefault(operation.id(), List.of());
    if (together.isEmpty() || dice.onceIn(2)) {
      return value(operation.body(), "");
    }
    ObjectNode body = MAPPER.createObjectNode();
    for (String name : together) {
      body.set(name, value(operation.body().path("properties").path(name), name));
    }
    return body;
  }

  /** An id means another thing behind each path. */
  static String name(Operation operation, String name) {
    return name.equals("id") ? operation.path().split("/", -1)[3] : name;
  }

  private String value(JsonNode parameter) {
    JsonNode value = value(parameter.path("schema"), parameter.path("name").asString());
    return value.isString() ? value.asString() : value.toString();
  }

  /** A value of this schema. */
  JsonNode value(JsonNode schema, String name) {
    if (schema.has("anyOf")) {
      return value(dice.one(List.copyOf(schema.get("anyOf").values())), name);
    }
    if (schema.has("enum")) {
      return dice.one(List.copyOf(schema.get("enum").values()));
    }
    JsonNode type = schema.path("type");
    String one =
        type.isArray() ? (dice.onceIn(5) ? "null" : type.get(0).asString()) : type.asString("null");
    return switch (one) {
      case "string" -> MAPPER.valueToTree(word(name));
      case "boolean" -> MAPPER.valueToTree(dice.onceIn(2));
      case "integer" -> MAPPER.valueToTree(number(schema));
      case "array" -> list(schema, name);
      case "object" -> object(schema);
      default -> MAPPER.nullNode();
    };
  }

  private long number(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
    return dice.one(List.of(least, least + 1, Math.max(least, most / 2), most));
  }

  private ArrayNode list(JsonNode schema, String name) {
    ArrayNode list = MAPPER.createArrayNode();
    for (int i = dice.below(4); i > 0; i--) {
      list.add(value(schema.path("items"), name));
    }
    return list;
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = MAPPER.createObjectNode();
    List<String> required =
        schema.path("required").values().stream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .propertyStream()
        .filter(entry -> required.contains(entry.getKey()) || dice.onceIn(2))
        .forEach(entry -> object.set(entry.getKey(), value(entry.getValue(), entry.getKey())));
    if (schema.path("additionalProperties").isObject()) {
      for (int i = dice.below(3); i > 0; i--) {
        object.set(word("env"), value(schema.get("additionalProperties"), "env"));
      }
    }
    return object;
  }

  private String word(String name) {
    return dice.onceIn(4) ? dice.one(others) : dice.one(known.getOrDefault(name, others));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
