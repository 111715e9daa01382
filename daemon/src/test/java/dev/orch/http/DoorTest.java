package dev.orch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door before the real routes. */
class DoorTest {
  @TempDir private Path folder;
  private TestDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = TestDaemon.start(folder);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void whateverIsSentIsAnsweredAsItMustBe() throws IOException {
    assertThat(new HostileRequests(daemon.port(), daemon.token()).failures()).isEmpty();
  }

  @Test
  void noRouteButHealthAndTheLoginAnswersWithoutAToken() throws IOException {
    List<String> open = new ArrayList<>();
    for (Route route : daemon.routes()) {
      if (send(route, "").status() != 401) {
        open.add(route.operationId());
      }
    }
    assertThat(open).containsExactlyInAnyOrder("getHealth", "logIn");
  }

  @Test
  void noRouteThatChangesSomethingTakesAFormOfAForeignPage() throws IOException {
    for (Route route : daemon.routes()) {
      if (!route.method().equals("GET")) {
        String token = route.access() == Access.PAGE ? page() : daemon.token();
        RawHttp.Answer answer =
            send(
                route, "Authorization: Bearer %s\r\nContent-Type: text/plain\r\n".formatted(token));
        assertThat(answer.status()).as(route.operationId()).isEqualTo(415);
      }
    }
  }

  @Test
  void healthSaysNothingToWhoHasNoToken() throws IOException {
    RawHttp.Answer answer = send(daemon.routes().getFirst(), "");

    assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(daemon.client().get("/api/v1/health").json().propertyNames())
        .containsExactlyInAnyOrder("status", "version", "uptime_seconds", "pid", "state_folder");
  }

  @Test
  void anIdThatWasLeftOutIsToldSo() throws IOException {
    for (String path : List.of("/api/v1/sessions//stop", "/api/v1/sessions/")) {
      RawHttp.Answer answer =
          new RawHttp("127.0.0.1", daemon.port())
              .send(
                  "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                      .formatted(path, daemon.port(), daemon.token()));
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.text()).contains("bad_path", "is empty", path);
    }
  }

  /** The token of a page that was let in. */
  private String page() throws IOException {
    String code = daemon.client().post("/api/v1/login-codes", "{}").text("/code");
    String asked = "{\"code\":\"%s\"}".formatted(code);
    return daemon.client().post("/api/v1/login", asked).text("/token");
  }

  private RawHttp.Answer send(Route route, String headers) throws IOException {
    String path = route.path().template().replaceAll("\\{[a-z_]+}", "abc");
    return new RawHttp("127.0.0.1", daemon.port())
        .send(
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sContent-Length: 0\r\n\r\n"
                .formatted(route.method(), path, daemon.port(), headers));
  }
}
