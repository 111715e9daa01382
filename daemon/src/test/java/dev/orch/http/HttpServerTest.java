package dev.orch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.access.Tokens;
import dev.orch.api.ApiPath;
import dev.orch.api.HealthView;
import dev.orch.api.Page;
import dev.orch.api.SubmitCommand;
import dev.orch.http.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine and the door before the routes, with routes that do nothing of their own. */
class HttpServerTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final List<Route> ROUTES =
      List.of(
          Route.get(ApiPath.HEALTH, "health", "Is well")
              .lets(Access.EVERYBODY)
              .by(
                  new Route.Answer.One(200, HealthView.class),
                  _ -> json(new HealthView.Brief("ok"))),
          Route.get(ApiPath.PROJECTS, "listProjects", "Lists")
              .by(new Route.Answer.PageOf(String.class), _ -> json(new Page<>(List.of(), null))),
          Route.post(ApiPath.COMMANDS, "submit", "Submits")
              .by(
                  new Route.Answer.One(200, SubmitCommand.class),
                  SubmitCommand.class,
                  (_, body) -> json(body)),
          Route.get(ApiPath.CONFIG, "broken", "Breaks")
              .by(
                  new Route.Answer.One(200, String.class),
                  _ -> {
                    throw new IllegalStateException("a secret that nobody must see");
                  }));

  @TempDir private Path folder;
  private HttpServer server;
  private Tokens tokens;

  @BeforeEach
  void start() throws IOException {
    Path state = folder.resolve("state");
    Files.createDirectory(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    tokens = Tokens.open(state, new SecureRandom());
    server =
        new HttpServer(new HttpServer.Settings("127.0.0.1", 0, Set.of("orch.test"), LONG, LONG));
    server.bind();
    server.start(tokens, new Router(ROUTES));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whateverIsSentIsAnsweredAsItMustBe() throws IOException {
    assertThat(new HostileRequests(server.port(), tokens.secret()).failures()).isEmpty();
  }

  @Test
  void whoConnectsBeforeItAnswersIsAnsweredOnceItDoes() throws Exception {
    try (HttpServer early =
        new HttpServer(new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG))) {
      early.bind();
      FutureTask<RawHttp.Answer> asked =
          new FutureTask<>(() ->
              new RawHttp("127.0.0.1", early.port())
                  .send(
                      "GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                          .formatted(early.port())));
      Thread.ofVirtual().start(asked);
      assertThat(asked.isDone()).isFalse();
      early.start(tokens, new Router(ROUTES));

      assertThat(asked.get().status()).isEqualTo(200);
    }
  }

  @Test
  void aPortThatWasTakenIsGivenBackThoughNothingWasAnswered() throws IOException {
    HttpServer early =
        new HttpServer(new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG));
    early.bind();
    int port = early.port();
    early.close();

    try (ServerSocket next = new ServerSocket()) {
      next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      assertThat(next.isBound()).isTrue();
    }
  }

  @Test
  void aFailureInsideIsNotToldOutside() throws IOException {
    RawHttp.Answer answer = get(ApiPath.CONFIG.template());

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("urn:orch:problem:internal").doesNotContain("secret");
  }

  @Test
  void aTemporaryFileThatCannotBeSentDoesNotStay() throws IOException {
    Path unreadable = Files.createSymbolicLink(folder.resolve("diff"), folder.resolve("nothing"));
    Route route =
        Route.get(ApiPath.CONFIG, "send", "Sends")
            .by(
                new Route.Answer.Raw("text/plain"),
                _ ->
                    new Response(
                        200, Map.of(), new Response.Body.FilePart(unreadable, 0, 1, true)));
    try (HttpServer sending =
        new HttpServer(new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG))) {
      sending.bind();
      sending.start(tokens, new Router(List.of(route)));

      assertThat(get(sending, ApiPath.CONFIG.template()).status()).isNotEqualTo(200);
    }
    assertThat(Files.isSymbolicLink(unreadable)).isFalse();
  }

  @Test
  void aNameThatWasAllowedIsAHostOfOurs() throws IOException {
    RawHttp.Answer answer =
        new RawHttp("127.0.0.1", server.port())
            .send(
                "GET /api/v1/health HTTP/1.1\r\nHost: orch.test:%d\r\n\r\n"
                    .formatted(server.port()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void anotherPortOfThisMachineAnswersTheSame() throws IOException {
    HttpServer.Settings settings = new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG);
    try (HttpServer two = new HttpServer(settings, 0)) {
      two.bind();
      two.start(tokens, new Router(ROUTES));
      assertThat(two.missed()).isEmpty();
      assertThat(two.ports()).hasSize(2).doesNotHaveDuplicates();
      for (int port : two.ports()) {
        assertThat(health(port, "localhost:" + port, "http://localhost:" + port)).isEqualTo(200);
      }
      int other = two.otherPort().orElseThrow();
      assertThat(health(other, "127.0.0.1:" + server.port(), "http://127.0.0.1:" + other))
          .isEqualTo(421);
      assertThat(health(other, "127.0.0.1:" + other, "http://127.0.0.1:" + server.port()))
          .isEqualTo(403);
    }
  }

  @Test
  void localhostLeadsToItAtEitherOfItsAddresses() throws IOException {
    assumeThat(hasSixth()).isTrue();
    HttpServer.Settings settings = new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG);
    try (HttpServer two = new HttpServer(settings, 0)) {
      two.bind();
      two.start(tokens, new Router(ROUTES));
      int other = two.otherPort().orElseThrow();

      RawHttp.Answer answer =
          new RawHttp("::1", other)
              .send("GET /api/v1/health HTTP/1.1\r\nHost: localhost:%d\r\n\r\n".formatted(other));

      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void whoElseLocalhostMayLeadToIsSaid() throws IOException {
    assumeThat(hasSixth()).isTrue();
    HttpServer.Settings settings = new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG);
    try (ServerSocket theirs = sixth();
        HttpServer two = new HttpServer(settings, theirs.getLocalPort())) {
      two.bind();

      assertThat(two.otherPort()).hasValue(theirs.getLocalPort());
      assertThat(two.missed().getFirst())
          .contains("port %d of ::1".formatted(theirs.getLocalPort()));
    }
  }

  /** Somebody who listens at the loopback address of IPv6. */
  private static ServerSocket sixth() throws IOException {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    return new ServerSocket(0, 1, InetAddress.getByAddress(loopback));
  }

  private static boolean hasSixth() {
    try (ServerSocket any = sixth()) {
      return any.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  private static int health(int port, String host, String origin) throws IOException {
    return new RawHttp("127.0.0.1", port)
        .send(
            "GET /api/v1/health HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\n\r\n".formatted(host, origin))
        .status();
  }

  @Test
  void anotherPortThatIsTakenIsSaidAndGoneWithout() throws IOException {
    HttpServer.Settings settings = new HttpServer.Settings("127.0.0.1", 0, Set.of(), LONG, LONG);
    try (HttpServer one = new HttpServer(settings, server.port())) {
      one.bind();
      one.start(tokens, new Router(ROUTES));

      assertThat(one.ports()).containsExactly(one.port());
      assertThat(one.missed()).hasSize(1);
      assertThat(one.missed().getFirst())
          .contains("port %d cannot be listened on".formatted(server.port()));
      assertThat(health(one.port(), "127.0.0.1:" + one.port(), "http://127.0.0.1:" + one.port()))
          .isEqualTo(200);
    }
    assertThat(get("/api/v1/health").status()).isEqualTo(200);
  }

  @Test
  void theMethodsOfAPathAreToldToWhoUsesAnother() throws IOException {
    RawHttp.Answer answer =
        new RawHttp("127.0.0.1", server.port())
            .send(
                "PUT %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(ApiPath.PROJECTS.template(), server.port(), tokens.secret()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).contains("GET");
  }

  private RawHttp.Answer get(String path) throws IOException {
    return get(server, path);
  }

  private RawHttp.Answer get(HttpServer from, String path) throws IOException {
    return new RawHttp("127.0.0.1", from.port())
        .send(
            "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, from.port(), tokens.secret()));
  }

  private static Response json(Object value) {
    return Response.of(200, "application/json", Json.bytes(value));
  }
}
