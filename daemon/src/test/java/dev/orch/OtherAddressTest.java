package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.config.DaemonConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever it listens on, it says an address where who is on this machine is let in. */
class OtherAddressTest {
  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 127.0.0.1", "127.9.9.9, 127.9.9.9", "localhost, localhost"})
  void whatItWritesDownLeadsToIt(String host, String said) throws IOException {
    Map<String, String> environment =
        Map.of(
            "PATH",
            System.getenv("PATH"),
            "HOME",
            home.toString(),
            "SHELL",
            "/bin/sh",
            "PORT",
            "0",
            "HOST",
            host,
            "ORCH_ALLOW_REMOTE",
            "1");

    try (ControlPlane plane =
        ControlPlane.open(DaemonConfig.read(environment), environment, _ -> {})) {
      URI health = URI.create(plane.url() + "/api/v1/health");
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();

      assertThat(health.getHost()).isEqualTo(said);
      assertThat(connection.getResponseCode()).isEqualTo(200);
      assertThat(home.resolve(".local/state/orch/daemon.json")).content().contains(plane.url());
    }
  }
}
