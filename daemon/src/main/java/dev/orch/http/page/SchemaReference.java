package dev.orch.http.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The schemas of the API's description in words, each a link to where it is told. */
final class SchemaReference {
  private SchemaReference() {}

  /** Where a schema is told in the page. */
  static String anchor(String name) {
    return "schema-" + name;
  }

  /** What may stand there, as HTML: {@code SessionState or null}. */
  static String words(JsonNode schema) {
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").asString();
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      return "<a href=\"#%s\">%s</a>".formatted(Html.escaped(anchor(name)), Html.escaped(name));
    }
    for (String alternatives : List.of("oneOf", "anyOf")) {
      if (schema.has(alternatives)) {
        return schema.get(alternatives).values().stream()
            .map(SchemaReference::words)
            .collect(Collectors.joining(" or "));
      }
    }
    if (schema.has("const")) {
      return "<code>%s</code>".formatted(Html.escaped(schema.get("const").toString()));
    }
    if (schema.has("enum")) {
      return values(schema.get("enum"));
    }
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.values().stream()
            .map(one -> plain(one.asString(), schema))
            .collect(Collectors.joining(" or "))
        : plain(type.asString("anything"), schema);
  }

  private static String plain(String type, JsonNode schema) {
    return switch (type) {
      case "array" -> "list of " + words(schema.path("items"));
      case "object" ->
          schema.path("additionalProperties").isObject()
              ? "object of " + words(schema.get("additionalProperties"))
              : "object";
      case "string" -> schema.path("format").asString("").equals("date-time") ? "time" : type;
      case "integer" -> type + range(schema);
      default -> Html.escaped(type);
    };
  }

  private static String range(JsonNode schema) {
    JsonNode least = schema.path("minimum");
    JsonNode most = schema.path("maximum");
    boolean open = most.asLong(Long.MAX_VALUE) >= Integer.MAX_VALUE;
    if (least.isMissingNode()) {
      return "";
    }
    return open ? " from %s".formatted(least) : " %s–%s".formatted(least, most);
  }

  private static String values(JsonNode all) {
    return all.values().stream()
        .map(value -> "<code>%s</code>".formatted(Html.escaped(value.asString())))
        .collect(Collectors.joining(" "));
  }

  /** All of them, each with its fields. */
  static void all(JsonNode schemas, Html html) {
    schemas
        .propertyStream()
        .forEach(entry -> {
          html.with("<section id=\"%s\" class=\"schema\">", anchor(entry.getKey()));
          html.with("<h3>%s</h3>", entry.getKey());
          one(entry.getValue(), html);
          html.raw("</section>");
        });
  }

  private static void one(JsonNode schema, Html html) {
    JsonNode properties = schema.path("properties");
    if (properties.isMissingNode()) {
      html.raw("<p>%s</p>".formatted(words(schema)));
      return;
    }
    if (properties.isEmpty()) {
      html.raw("<p>no fields</p>");
      return;
    }
    List<String> required =
        schema.path("required").values().stream().map(JsonNode::asString).toList();
    html.raw("<div class=\"wide\"><table><tr><th>field</th><th>what it is</th></tr>");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String optional =
          required.contains(property.getKey()) ? "" : " <span class=\"note\">optional</span>";
      html.with("<tr><td><code>%s</code></td>", property.getKey())
          .raw("<td>%s%s</td></tr>".formatted(words(property.getValue()), optional));
    }
    html.raw("</table></div>");
    if (!schema.path("additionalProperties").asBoolean(true)) {
      html.raw("<p class=\"note\">Another field is refused.</p>");
    }
  }
}
