package dev.orch.http;

import dev.orch.access.BadTokens;
import dev.orch.access.Callers;
import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.domain.access.TokenClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees, before anything else, that a request comes from this machine's user and not from a page in
 * a browser: a page can reach the port, but neither name our host from another one nor know the
 * token.
 */
final class LocalOnly {
  /** What every answer says to a browser. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
              + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
              + "frame-ancestors 'none'",
          "X-Frame-Options",
          "DENY",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private static final int LONGEST_PATH = 2048;
  private static final Set<String> CREDENTIALS = Set.of("token", "access_token", "code");
  private static final List<String> BAD_IN_PATH =
      List.of("..", "/./", "%2e", "%2f", "%5c", "%00", "\\", ";", "\0");

  private final Set<String> hosts;
  private final Set<String> origins;
  private final Callers callers;
  private final BadTokens badTokens;

  /**
   * Lets in requests to these ports.
   *
   * @param names of this machine beside the usual ones, without a port
   */
  LocalOnly(List<Integer> ports, Set<String> names, Callers callers, BadTokens badTokens) {
    this.hosts =
        Stream.concat(Stream.of("127.0.0.1", "localhost", "[::1]"), names.stream())
            .map(name -> name.toLowerCase(Locale.ROOT) + ":")
            .flatMap(name -> ports.stream().map(port -> name + port))
            .collect(Collectors.toUnmodifiableSet());
    this.origins =
        hosts.stream().map(host -> "http://" + host).collect(Collectors.toUnmodifiableSet());
    this.callers = callers;
    this.badTokens = badTokens;
  }

  /**
   * Lets a request in.
   *
   * @return whose token it carries; empty if it carries none, which only some routes allow
   * @throws RequestRefusedException if it must not come in
   */
  Optional<TokenClass> admit(Head head) {
    requireHost(head.headers());
    requireOrigin(head);
    requirePath(head);
    return caller(head);
  }

  /** Whether a request that was let in would be still, as far as its token goes. */
  boolean knowsStill(Head head) {
    return !head.headers().has("authorization")
        || head.token().flatMap(callers::classOf).isPresent();
  }

  /** Refuses a body that a form of a foreign page could send. */
  static void requireJson(Head head) {
    boolean bodiless =
        !head.headers().has("content-type")
            && head.headers().find("content-length").orElse("0").equals("0")
            && !head.headers().has("transfer-encoding");
    if (head.method().equals("DELETE") && bodiless) {
      return;
    }
    List<String> types = head.headers().all("content-type");
    boolean json =
        types.size() == 1
            && types
                .getFirst()
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals("application/json");
    if (!json) {
      throw new RequestRefusedException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          types.isEmpty() ? "no Content-Type was sent" : "%s was sent".formatted(types));
    }
  }

  private void requireHost(Headers headers) {
    List<String> sent = headers.all("host");
    if (sent.size() != 1 || !hosts.contains(sent.getFirst().toLowerCase(Locale.ROOT))) {
      throw new RequestRefusedException(
          ProblemType.MISDIRECTED_HOST, "Host %s is not served here".formatted(sent));
    }
  }

  private void requireOrigin(Head head) {
    List<String> sent = head.headers().all("origin");
    if (!origins.containsAll(sent) || sent.size() > 1) {
      throw new RequestRefusedException(
          ProblemType.FORBIDDEN_ORIGIN, "Origin %s is not ours".formatted(sent));
    }
    List<String> sites = head.headers().all("sec-fetch-site");
    boolean opened =
        head.method().equals("GET")
            && head.headers().all("sec-fetch-mode").equals(List.of("navigate"))
            && !head.path().startsWith(ApiPath.ROOT);
    boolean own = sites.isEmpty() || Set.of("same-origin", "none").containsAll(sites);
    if (!own && !opened) {
      throw new RequestRefusedException(
          ProblemType.CROSS_SITE, "Sec-Fetch-Site is %s".formatted(sites));
    }
    if (head.method().equals("OPTIONS")) {
      throw new RequestRefusedException(ProblemType.PREFLIGHT_REFUSED, "OPTIONS is not answered");
    }
  }

  private static void requirePath(Head head) {
    if (head.path().length() > LONGEST_PATH) {
      throw new RequestRefusedException(
          ProblemType.PATH_TOO_LONG, "%d characters were sent".formatted(head.path().length()));
    }
    String path = head.path().toLowerCase(Locale.ROOT);
    if (path.contains("//") || (path.startsWith(ApiPath.ROOT) && path.endsWith("/"))) {
      throw new RequestRefusedException(
          ProblemType.BAD_PATH,
          "a part of the path is empty, an id perhaps: %s".formatted(head.path()));
    }
    if (BAD_IN_PATH.stream().anyMatch(path::contains)) {
      throw new RequestRefusedException(
          ProblemType.BAD_PATH, "the path steps aside: %s".formatted(head.path()));
    }
    boolean credentials =
        Query.pairs(head.query()).stream()
            .anyMatch(pair -> CREDENTIALS.contains(pair.getKey().toLowerCase(Locale.ROOT)));
    if (credentials) {
      throw new RequestRefusedException(
          ProblemType.CREDENTIALS_IN_URL, "the query holds a credential; it was not looked at");
    }
  }

  private Optional<TokenClass> caller(Head head) {
    if (!head.headers().has("authorization")) {
      return Optional.empty();
    }
    Optional<TokenClass> known = head.token().flatMap(callers::classOf);
    if (known.isEmpty()) {
      throw badToken();
    }
    return known;
  }

  private RequestRefusedException badToken() {
    if (badTokens.tooMany()) {
      return new RequestRefusedException(
          ProblemType.TOO_MANY_BAD_TOKENS,
          "more than 20 wrong tokens came within a second",
          new LinkedHashMap<>(Map.of("retry_after", 1)));
    }
    return new RequestRefusedException(
        ProblemType.UNAUTHORIZED, "the token is not one of this installation");
  }
}
