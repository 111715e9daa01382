package dev.orch.http.problem;

import dev.orch.access.Tokens;
import dev.orch.api.ApiPath;
import dev.orch.http.HttpServer;
import dev.orch.http.RawHttp;
import dev.orch.http.Route;
import dev.orch.http.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A server whose only route fails in a way that a test cannot bring about otherwise. */
final class Broken {
  private static final Duration LONG = Duration.ofSeconds(10);

  private Broken() {}

  static RawHttp.Answer answer(RuntimeException failure) throws IOException {
    Path state =
        Files.createTempDirectory(
            "orch",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Tokens tokens = Tokens.open(state, new SecureRandom());
    Route route =
        Route.get(ApiPath.CONFIG, "fail", "Fails")
            .by(
                new Route.Answer.Raw("text/plain"),
                _ -> {
                  throw failure;
                });
    try (HttpServer server =
        new HttpServer(new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG))) {
      server.bind();
      server.start(tokens, new Router(List.of(route)));
      return new RawHttp("127.0.0.1", server.port())
          .send(
              "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(ApiPath.CONFIG.template(), server.port(), tokens.secret()));
    } finally {
      Files.deleteIfExists(state.resolve(Tokens.FILE));
      Files.deleteIfExists(state);
    }
  }
}
