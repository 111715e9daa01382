package dev.orch.http.page;

import dev.orch.api.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The API's description as one page to read: plain HTML that needs no script. */
final class ApiReference {
  private final JsonNode document;
  private final Html html = new Html();

  private ApiReference(JsonNode document) {
    this.document = document;
  }

  /** The whole page. */
  static String of(JsonNode document) {
    return new ApiReference(document).page();
  }

  /** An operation and where it is. */
  private record Operation(String method, String path, JsonNode said) {
    String id() {
      return said.path("operationId").asString();
    }

    /** What it is about: the first word of its path behind the version. */
    String group() {
      return path.split("/", -1)[3];
    }
  }

  private String page() {
    Map<String, List<Operation>> groups = groups();
    html.raw("<!doctype html>")
        .raw("<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .with("<title>%s API</title>", title())
        .raw("<link rel=\"icon\" href=\"data:,\">")
        .raw("<link rel=\"stylesheet\" href=\"/docs/style.css\"></head><body>");
    html.raw("<p class=\"jump\"><a href=\"#contents\">Contents</a></p><main>");
    introduction();
    groups.forEach((name, operations) -> {
      html.with("<h2 id=\"%s\">%s</h2>", "group-" + name, name);
      operations.forEach(this::operation);
    });
    problems();
    html.raw("<h2 id=\"schemas\">Schemas</h2>");
    SchemaReference.all(document.at("/components/schemas"), html);
    html.raw("</main>");
    contents(groups);
    return html.raw("</body></html>").toString();
  }

  private String title() {
    return document.at("/info/title").asString();
  }

  private Map<String, List<Operation>> groups() {
    List<Operation> all = new ArrayList<>();
    document
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(one ->
                    all.add(
                        new Operation(
                            one.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            one.getValue()))));
    return all.stream()
        .collect(Collectors.groupingBy(Operation::group, LinkedHashMap::new, Collectors.toList()));
  }

  private void contents(Map<String, List<Operation>> groups) {
    html.raw("<nav id=\"contents\" aria-label=\"Contents\">");
    groups.forEach((name, operations) -> {
      html.with("<p><a href=\"#%s\">%s</a></p><ul>", "group-" + name, name);
      operations.forEach(one -> html.with("<li><a href=\"#%s\">%s</a></li>", one.id(), one.id()));
      html.raw("</ul>");
    });
    html.raw("<p><a href=\"#problems\">problems</a></p><p><a href=\"#schemas\">schemas</a></p>")
        .raw("</nav>");
  }

  private void introduction() {
    html.with("<h1>%s API</h1>", title())
        .with("<p>%s.</p>", document.at("/info/summary").asString())
        .raw("<p>JSON over HTTP, on this machine only. Names are in snake_case, times are RFC 3339")
        .raw("in UTC. Every request but the one for health carries the token of this")
        .raw("installation, which <code>orch token</code> prints:</p>")
        .raw("<pre>curl -H \"Authorization: Bearer $(orch token)\" \\")
        .raw("  http://127.0.0.1:8000/api/v1/sessions</pre>")
        .raw("<p>A request that changes something is sent as <code>application/json</code> and")
        .raw(
            "may carry an <code>Idempotency-Key</code>: with the same key it is done once, however")
        .raw(
            "often it comes. A list goes on at <code>next_cursor</code>. What is refused is told as")
        .raw(
            "a <a href=\"#schema-Problem\">problem</a> (RFC 9457) whose <code>hint</code> says what")
        .raw("to do. This page as OpenAPI 3.1, for programs, with the token:")
        .raw("<code>/api/v1/openapi.json</code>.</p>");
  }

  private void operation(Operation one) {
    html.with("<section id=\"%s\" class=\"operation\">", one.id())
        .with("<h3><span class=\"method %s\">", one.method().toLowerCase(Locale.ROOT))
        .with("%s</span> <code>%s</code></h3>", one.method(), one.path())
        .with("<p>%s. ", one.said().path("summary").asString())
        .with("<a class=\"note\" href=\"#%s\">%s</a></p>", one.id(), one.id());
    if (one.said().has("security")) {
      html.raw("<p class=\"note\">Needs no token.</p>");
    }
    parameters(one.said().path("parameters"));
    JsonNode body = one.said().at("/requestBody/content/application~1json/schema");
    if (!body.isMissingNode()) {
      html.raw("<h4>Body</h4><p>%s</p>".formatted(SchemaReference.words(body)));
    }
    answers(one.said().path("responses"));
    html.raw("</section>");
  }

  private void parameters(JsonNode parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    html.raw("<h4>Parameters</h4><div class=\"wide\"><table>")
        .raw("<tr><th>name</th><th>in</th><th>what it is</th></tr>");
    for (JsonNode one : parameters) {
      html.with("<tr><td><code>%s</code></td>", one.path("name").asString())
          .with("<td>%s</td>", one.path("in").asString())
          .raw("<td>%s".formatted(SchemaReference.words(one.path("schema"))))
          .with("<br>%s</td></tr>", one.path("description").asString(""));
    }
    html.raw("</table></div>");
  }

  private void answers(JsonNode responses) {
    html.raw("<h4>Answers</h4><div class=\"wide\"><table>")
        .raw("<tr><th>status</th><th>what it is</th></tr>");
    responses
        .propertyStream()
        .forEach(entry -> {
          html.with("<tr><td>%s</td><td>", entry.getKey());
          answer(entry.getValue());
          html.raw("</td></tr>");
        });
    html.raw("</table></div>");
  }

  private void answer(JsonNode response) {
    JsonNode content = response.path("content");
    if (response.has("$ref") || content.has("application/problem+json")) {
      JsonNode problem =
          response.has("$ref") ? document.at("/components/responses/Problem") : response;
      html.raw(
          Stream.of(problem.path("description").asString().split(", "))
              .map(ApiReference::problemLink)
              .collect(Collectors.joining(", ")));
      return;
    }
    html.with("%s", response.path("description").asString());
    content
        .propertyStream()
        .forEach(entry ->
            html.with("<br><code>%s</code>", entry.getKey())
                .raw(SchemaReference.words(entry.getValue().path("schema"))));
  }

  private static String problemLink(String slug) {
    return "<a href=\"#problem-%s\">%s</a>".formatted(Html.escaped(slug), Html.escaped(slug));
  }

  private void problems() {
    html.raw("<h2 id=\"problems\">Problems</h2><div class=\"wide\"><table>")
        .raw("<tr><th>type</th><th>status</th><th>what it is, and what to do</th></tr>");
    for (ProblemType type : ProblemType.values()) {
      html.with("<tr id=\"%s\"><td><code>%s</code></td>", "problem-" + type.slug(), type.slug())
          .with("<td>%s</td><td>%s<br>", Integer.toString(type.status()), type.title())
          .with("<span class=\"note\">%s</span></td></tr>", type.hint());
    }
    html.raw("</table></div>");
  }
}
