package dev.orch.http.page;

import dev.orch.api.ProblemType;
import dev.orch.http.Head;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages that are the same for everybody and say nothing of this installation; none needs a
 * token, and none is part of the API.
 */
public final class StaticPages {
  private static final String DOCUMENT = "/dev/orch/http/openapi.json";
  private static final String STYLE = "/dev/orch/http/page/docs.css";

  private static final Map<String, Supplier<Response>> PAGES =
      Map.of(
          "/docs", StaticPages::reference,
          "/docs/", StaticPages::reference,
          "/docs/style.css", () -> Response.of(200, "text/css; charset=utf-8", resource(STYLE)));

  /** Made when somebody first asks; they never change. */
  private final Map<String, Response> made = new ConcurrentHashMap<>();

  /**
   * The page that is asked for; empty if there is none at this path.
   *
   * @throws RequestRefusedException if it is not asked for in order to read it
   */
  public Optional<Response> find(Head head) {
    Supplier<Response> page = PAGES.get(head.path());
    if (page == null) {
      return Optional.empty();
    }
    if (head.mayChange()) {
      throw new RequestRefusedException(
          ProblemType.METHOD_NOT_ALLOWED,
          "%s takes GET".formatted(head.path()),
          Map.of("allow", "GET"));
    }
    return Optional.of(made.computeIfAbsent(head.path(), _ -> page.get()));
  }

  private static Response reference() {
    String page = ApiReference.of(JsonMapper.shared().readTree(resource(DOCUMENT)));
    return Response.of(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) {
    try (InputStream in = StaticPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
