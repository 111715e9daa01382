package dev.orch.http.openapi;

import static dev.orch.http.openapi.Schemas.ordered;

import dev.orch.api.ApiPath;
import dev.orch.api.EventView;
import dev.orch.api.Problem;
import dev.orch.api.ProblemType;
import dev.orch.http.Access;
import dev.orch.http.Parameter;
import dev.orch.http.Route;
import dev.orch.http.sse.StreamPlaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI 3.1 document of a list of routes. */
final class OpenApiDocument {
  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Schemas schemas = new Schemas();

  private OpenApiDocument() {}

  /** The document as JSON, indented, ending with a new line. */
  static String of(List<Route> routes) {
    return MAPPER.writeValueAsString(new OpenApiDocument().document(routes)) + "\n";
  }

  private Map<String, Object> document(List<Route> routes) {
    Map<String, Object> paths = new LinkedHashMap<>();
    routes.stream()
        .collect(
            Collectors.groupingBy(
                route -> route.path().template(), LinkedHashMap::new, Collectors.toList()))
        .forEach((path, here) -> paths.put(path, operations(here)));
    Map<String, Object> problem =
        ordered(
            "description",
            names(Route.EVERYWHERE),
            "content",
            Map.of(
                "application/problem+json",
                Map.of("schema", schemas.reference(Problem.class, Schemas.Use.ANSWER))));
    return ordered(
        "openapi",
        "3.1.0",
        "info",
        ordered(
            "title",
            "Code Tools Orchestrator",
            "version",
            "1",
            "summary",
            "A persistent local control plane for coding agents",
            "license",
            ordered("name", "Apache-2.0", "identifier", "Apache-2.0")),
        "servers",
        List.of(Map.of("url", "/")),
        "security",
        List.of(Map.of("token", List.of())),
        "paths",
        paths,
        "components",
        ordered(
            "securitySchemes",
            Map.of("token", ordered("type", "http", "scheme", "bearer")),
            "responses",
            Map.of("Problem", problem),
            "schemas",
            schemas.byName()));
  }

  private Map<String, Object> operations(List<Route> here) {
    Map<String, Object> operations = new LinkedHashMap<>();
    for (Route route : here) {
      operations.put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    return operations;
  }

  private Map<String, Object> operation(Route route) {
    Map<String, Object> operation =
        ordered("operationId", route.operationId(), "summary", route.summary());
    if (route.access() == Access.EVERYBODY) {
      operation.put("security", List.of(Map.of(), Map.of("token", List.of())));
    }
    List<Map<String, Object>> parameters = parameters(route);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    Class<?> body = route.body();
    if (body != null) {
      operation.put(
          "requestBody",
          ordered(
              "required",
              true,
              "content",
              Map.of(
                  "application/json",
                  Map.of("schema", schemas.reference(body, Schemas.Use.REQUEST)))));
    }
    operation.put("responses", responses(route));
    return operation;
  }

  private static List<Map<String, Object>> parameters(Route route) {
    List<Map<String, Object>> all = new ArrayList<>();
    Matcher names = NAME.matcher(route.path().template());
    while (names.find()) {
      all.add(
          ordered(
              "name",
              names.group(1),
              "in",
              "path",
              "required",
              true,
              "schema",
              Map.of("type", "string")));
    }
    for (Parameter parameter : route.query()) {
      all.add(
          ordered(
              "name",
              parameter.name(),
              "in",
              "query",
              "description",
              parameter.says(),
              "schema",
              schema(parameter.kind())));
    }
    if (route.access() == Access.ACT) {
      all.add(header("Idempotency-Key", "names the request, so that it may be repeated"));
    }
    if (ranged(route.answer()).isPresent()) {
      all.add(header("Range", "which bytes, as bytes=first-last"));
    }
    if (route.path() == ApiPath.EVENT_STREAM
        || route.answer() instanceof Route.Answer.RangedOrLive) {
      all.add(header("Last-Event-ID", "the newest event that is known"));
    }
    return all;
  }

  private static Map<String, Object> header(String name, String says) {
    return ordered(
        "name", name, "in", "header", "description", says, "schema", Map.of("type", "string"));
  }

  private static Map<String, Object> schema(Parameter.Kind kind) {
    return switch (kind) {
      case Parameter.Kind.Text _ -> Map.of("type", "string");
      case Parameter.Kind.Texts _ -> ordered("type", "array", "items", Map.of("type", "string"));
      case Parameter.Kind.Flag _ -> ordered("type", "boolean", "default", false);
      case Parameter.Kind.Choice(List<String> values) -> ordered("type", "string", "enum", values);
      case Parameter.Kind.Range(long least, long most, long usual) ->
          ordered("type", "integer", "minimum", least, "maximum", most, "default", usual);
    };
  }

  private Map<String, Object> responses(Route route) {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        Integer.toString(route.answer().status()),
        route.answer() instanceof Route.Answer.Nothing
            ? ordered("description", route.summary())
            : ordered("description", route.summary(), "content", content(route.answer())));
    ranged(route.answer())
        .ifPresent(mediaType ->
            responses.put(
                "206", ordered("description", "The part asked for", "content", raw(mediaType))));
    if (route.answer() instanceof Route.Answer.OneOrPreview answer) {
      responses.put(
          "200", ordered("description", "What it would do", "content", json(answer.preview())));
    }
    Set<ProblemType> own = EnumSet.of(ProblemType.UNAUTHORIZED);
    own.addAll(route.problems());
    Set<Integer> statuses = own.stream().map(ProblemType::status).collect(Collectors.toSet());
    // The default stands for statuses that are not listed only.
    Route.EVERYWHERE.stream().filter(type -> statuses.contains(type.status())).forEach(own::add);
    Map<Integer, List<ProblemType>> byStatus =
        own.stream()
            .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
    byStatus.forEach((status, types) -> responses.put(status.toString(), problem(types)));
    responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
    return responses;
  }

  private Map<String, Object> problem(List<ProblemType> types) {
    return ordered(
        "description",
        names(types),
        "content",
        Map.of(
            "application/problem+json",
            Map.of("schema", schemas.reference(Problem.class, Schemas.Use.ANSWER))));
  }

  private static String names(Collection<ProblemType> types) {
    return types.stream().map(ProblemType::slug).collect(Collectors.joining(", "));
  }

  private Map<String, Object> content(Route.Answer answer) {
    return switch (answer) {
      case Route.Answer.One(int _, Class<?> type) -> json(type);
      case Route.Answer.OneOrPreview(int _, Class<?> type, Class<?> _) -> json(type);
      case Route.Answer.Nothing _ -> Map.of();
      case Route.Answer.PageOf(Class<?> item) ->
          Map.of("application/json", Map.of("schema", schemas.page(item)));
      case Route.Answer.FacetedPageOf(Class<?> item) ->
          Map.of("application/json", Map.of("schema", schemas.facetedPage(item)));
      case Route.Answer.Raw(String mediaType) -> raw(mediaType);
      case Route.Answer.Ranged(String mediaType) -> raw(mediaType);
      case Route.Answer.Live(Map<String, Class<?>> events) -> live(events);
      case Route.Answer.RangedOrLive(String mediaType, Map<String, Class<?>> events) -> {
        Map<String, Object> either = new LinkedHashMap<>(raw(mediaType));
        either.putAll(live(events));
        yield either;
      }
    };
  }

  /** Of what media type parts are given. */
  private static Optional<String> ranged(Route.Answer answer) {
    return switch (answer) {
      case Route.Answer.Ranged(String mediaType) -> Optional.of(mediaType);
      case Route.Answer.RangedOrLive(String mediaType, Map<String, Class<?>> _) ->
          Optional.of(mediaType);
      default -> Optional.empty();
    };
  }

  private Map<String, Object> json(Class<?> type) {
    return Map.of(
        "application/json", Map.of("schema", schemas.reference(type, Schemas.Use.ANSWER)));
  }

  /** OpenAPI 3.1 has no word for what the data of an event is; {@code x-events} is ours. */
  private Map<String, Object> live(Map<String, Class<?>> events) {
    Map<String, Object> byName = new TreeMap<>();
    events.forEach((name, type) ->
        byName.put(
            name,
            type == EventView.class
                ? schemas.event(name)
                : schemas.reference(type, Schemas.Use.ANSWER)));
    return Map.of(
        StreamPlaces.MEDIA_TYPE, ordered("schema", Map.of("type", "string"), "x-events", byName));
  }

  private static Map<String, Object> raw(String mediaType) {
    String type = mediaType.endsWith("json") ? "object" : "string";
    return Map.of(mediaType, Map.of("schema", Map.of("type", type)));
  }
}
