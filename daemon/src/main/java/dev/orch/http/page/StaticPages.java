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
 * All that is the same for everybody and says nothing of this installation: the API's description
 * for people, and the user interface. None of it needs a token, and none is part of the API.
 */
public final class StaticPages {
  private static final String DOCUMENT = "/dev/orch/http/openapi.json";
  private static final String STYLE = "/dev/orch/http/page/docs.css";

  private static final Map<String, Supplier<Response>> PAGES =
      Map.of(
          "/docs", StaticPages::reference,
          "/docs/", StaticPages::reference,
          "/docs/style.css", () -> Response.of(200, "text/css; charset=utf-8", resource(STYLE)));

  private final StaticUi ui;

  /** Made when somebody first asks; they never change. */
  private final Map<String, Response> made = new ConcurrentHashMap<>();

  /** Those that were built into this program. */
  public StaticPages() {
    this(StaticUi.FOLDER);
  }

  /** With the user interface that lies in this folder of the class path. */
  StaticPages(String folder) {
    this.ui = new StaticUi(folder);
  }

  /**
   * The page or file that is asked for; empty if there is none at this path.
   *
   * @throws RequestRefusedException if it is not asked for in order to read it
   */
  public Optional<Response> find(Head head) {
    Optional<Response> found = at(head);
    if (found.isPresent() && head.mayChange()) {
      throw new RequestRefusedException(
          ProblemType.METHOD_NOT_ALLOWED,
          "%s takes GET".formatted(head.path()),
          Map.of("allow", "GET"));
    }
    return found;
  }

  private Optional<Response> at(Head head) {
    Supplier<Response> page = PAGES.get(head.path());
    return page == null
        ? ui.find(head)
        : Optional.of(made.computeIfAbsent(head.path(), _ -> page.get()));
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
