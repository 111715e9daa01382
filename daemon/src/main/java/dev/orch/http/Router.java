package dev.orch.http;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.domain.access.TokenClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request and sees that its caller may use it. */
public final class Router {
  private final List<Way> ways;

  /** A route and the segments of its path, which are taken apart once and not for each request. */
  private record Way(Route route, List<String> template) {}

  /** Of several that fit, the first one counts. */
  public Router(List<Route> routes) {
    this.ways =
        routes.stream().map(route -> new Way(route, segments(route.path().template()))).toList();
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  /** A request whose route is found and allowed, and whose query is in order. */
  record Match(Route route, Map<String, String> names, Query query) {}

  /** The routes, in their order. */
  public List<Route> routes() {
    return ways.stream().map(Way::route).toList();
  }

  /**
   * The route of the request.
   *
   * @param caller null if no token was sent
   * @throws RequestRefusedException if there is none, or not for this caller, method, media type or
   *     query
   */
  Match match(Head head, @Nullable TokenClass caller) {
    boolean api = head.path().startsWith(ApiPath.ROOT);
    List<String> path = segments(head.path());
    List<Way> here = ways.stream().filter(way -> fits(way.template(), path)).toList();
    Optional<Way> way = here.stream().filter(w -> answers(w.route(), head.method())).findFirst();
    boolean open = way.map(w -> w.route().access() == Access.EVERYBODY).orElse(!api);
    if (caller == null && !open) {
      throw new RequestRefusedException(ProblemType.UNAUTHORIZED, "no token was sent");
    }
    Way found = way.orElseThrow(() -> notFound(head, here));
    Route route = found.route();
    if (!route.access().admits(caller)) {
      throw new RequestRefusedException(
          ProblemType.FORBIDDEN_TOKEN, "a token of this class may not " + route.operationId());
    }
    if (head.mayChange()) {
      LocalOnly.requireJson(head);
    }
    Map<String, String> names = names(found.template(), path);
    return new Match(route, names, Query.parse(head.query(), route.query()));
  }

  private static boolean answers(Route route, String method) {
    return route.method().equals(method) || (method.equals("HEAD") && route.method().equals("GET"));
  }

  private static RequestRefusedException notFound(Head head, List<Way> here) {
    if (here.isEmpty()) {
      return new RequestRefusedException(
          ProblemType.ROUTE_NOT_FOUND, "there is no %s".formatted(head.path()));
    }
    String allowed =
        here.stream().map(way -> way.route().method()).distinct().collect(Collectors.joining(", "));
    return new RequestRefusedException(
        ProblemType.METHOD_NOT_ALLOWED,
        "%s takes %s".formatted(head.path(), allowed),
        Map.of("allow", allowed));
  }

  private static boolean fits(List<String> template, List<String> path) {
    return template.size() == path.size()
        && IntStream.range(0, path.size()).allMatch(i -> fits(template.get(i), path.get(i)));
  }

  private static boolean fits(String expected, String segment) {
    return isName(expected) ? !segment.isEmpty() : expected.equals(segment);
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{");
  }

  /** What stands at the names of a template that the path fits. */
  private static Map<String, String> names(List<String> template, List<String> path) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String expected = template.get(i);
      if (isName(expected)) {
        names.put(
            expected.substring(1, expected.length() - 1),
            Query.decoded(path.get(i).replace("+", "%2B"), ProblemType.BAD_PATH));
      }
    }
    return names;
  }
}
