package dev.orch.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsGateTest {
  @TempDir Path folder;

  @Test
  void untilSecretsAreKnownTheDaemonSpeaksOfItselfAlone() throws IOException {
    AtomicBoolean known = new AtomicBoolean();
    Route.Gate gate =
        () -> {
          if (!known.get()) {
            throw new InterruptedException();
          }
        };
    try (TestDaemon daemon = TestDaemon.start(folder, gate)) {
      List<String> answered = new ArrayList<>();
      for (Route route : daemon.routes()) {
        // Whom a route is not for is sent away before anything is asked of the daemon.
        int status = call(daemon, route).status();
        if (status != 503 && status != 403) {
          answered.add(route.path().template());
        }
      }
      assertThat(answered)
          .containsExactlyInAnyOrder(
              ApiPath.HEALTH.template(), ApiPath.CONFIG.template(), ApiPath.OPENAPI.template());

      known.set(true);
      assertThat(daemon.client().get(ApiPath.SESSIONS.template()).status()).isEqualTo(200);
    }
  }

  private static ApiClient.Reply call(TestDaemon daemon, Route route) throws IOException {
    String target = route.path().template().replaceAll("\\{[^}]*}", "0000000000");
    ApiClient client = daemon.client();
    return switch (route.method()) {
      case "GET" -> client.get(target);
      case "PUT" -> client.put(target, "{}");
      case "DELETE" -> client.delete(target);
      default -> client.post(target, "{}");
    };
  }
}
