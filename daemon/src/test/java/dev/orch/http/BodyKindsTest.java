package dev.orch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that is no object is no body, whichever route it is sent to. */
class BodyKindsTest {
  private static final List<String> NO_OBJECTS =
      List.of("null", "[]", "[{}]", "\"\"", "\"{}\"", "0", "1.5", "true");

  @TempDir Path folder;

  @Test
  void whatIsNoObjectIsRefusedAlikeOnEveryRouteWithABody() throws IOException {
    Set<String> answers = new HashSet<>();
    try (TestDaemon daemon = TestDaemon.start(folder)) {
      for (Route route : daemon.routes()) {
        if (route.body() != null) {
          for (String body : NO_OBJECTS) {
            answers.add(said(send(daemon, route, body)));
          }
        }
      }
    }

    assertThat(answers)
        .containsExactly("422 urn:orch:problem:invalid_field the body must be an object");
  }

  private static String said(RawHttp.Answer answer) {
    JsonNode problem = JsonMapper.shared().readTree(answer.text());
    return "%d %s %s"
        .formatted(
            answer.status(), problem.path("type").asString(), problem.path("detail").asString());
  }

  private static RawHttp.Answer send(TestDaemon daemon, Route route, String body)
      throws IOException {
    return new RawHttp("127.0.0.1", daemon.port())
        .send(
            """
            %s %s HTTP/1.1\r
            Host: 127.0.0.1:%d\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            %s\
            """
                .formatted(
                    route.method(),
                    route.path().template().replaceAll("\\{[a-z_]+}", "abc"),
                    daemon.port(),
                    daemon.token(),
                    body.length(),
                    body));
  }
}
