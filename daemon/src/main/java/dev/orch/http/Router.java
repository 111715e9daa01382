package dev.orch.http;

import dev.orch.access.TokenClass;
import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request and sees that its caller may use it. */
public final class Router {
  private final List<Route> routes;

  /** Of several that fit, the first one counts. */
  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A request whose route is found and allowed, and whose query is in order. */
  record Match(Route route, Map<String, String> names, Query query) {}

  /** The routes, in their order. */
  public List<Route> routes() {
    return routes;
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
    List<Route> here =
        routes.stream().filter(route -> names(route, head.path()).isPresent()).toList();
    Optional<Route> route = here.stream().filter(r -> answers(r, head.method())).findFirst();
    boolean open = route.map(r -> r.access() == Access.EVERYBODY).orElse(!api);
    if (caller == null && !open) {
      throw new RequestRefusedException(ProblemType.UNAUTHORIZED, "no token was sent");
    }
    Route found = route.orElseThrow(() -> notFound(head, here));
    if (!found.access().admits(caller)) {
      throw new RequestRefusedException(
          ProblemType.FORBIDDEN_TOKEN, "a token of this class may not " + found.operationId());
    }
    if (head.mayChange()) {
      LocalOnly.requireJson(head);
    }
    Map<String, String> names = names(found, head.path()).orElse(Map.of());
    return new Match(found, names, Query.parse(head.query(), found.query()));
  }

  private static boolean answers(Route route, String method) {
    return route.method().equals(method) || (method.equals("HEAD") && route.method().equals("GET"));
  }

  private static RequestRefusedException notFound(Head head, List<Route> here) {
    if (here.isEmpty()) {
      return new RequestRefusedException(
          ProblemType.ROUTE_NOT_FOUND, "there is no %s".formatted(head.path()));
    }
    String allowed = here.stream().map(Route::method).distinct().collect(Collectors.joining(", "));
    return new RequestRefusedException(
        ProblemType.METHOD_NOT_ALLOWED,
        "%s takes %s".formatted(head.path(), allowed),
        Map.of("allow", allowed));
  }

  /** What stands at the names of the route's path; empty if the path is another. */
  private static Optional<Map<String, String>> names(Route route, String path) {
    String[] template = route.path().template().split("/", -1);
    String[] parts = path.split("/", -1);
    if (template.length != parts.length) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < template.length; i++) {
      if (template[i].startsWith("{") && !parts[i].isEmpty()) {
        String name = template[i].substring(1, template[i].length() - 1);
        names.put(name, Query.decoded(parts[i].replace("+", "%2B"), ProblemType.BAD_PATH));
      } else if (!template[i].equals(parts[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
