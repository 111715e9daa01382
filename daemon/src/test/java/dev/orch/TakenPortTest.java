package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.config.DaemonConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenPortTest {
  @TempDir private Path home;

  @Test
  void aTakenPortIsSaidAndAnotherOneWorksAtOnce() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      assertThatThrownBy(() -> open(port))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("PORT");
    }
    assertThat(home.resolve(".local/state/orch/daemon.json")).doesNotExist();

    try (ControlPlane plane = open("0")) {
      assertThat(home.resolve(".local/state/orch/daemon.json")).content().contains(plane.url());
    }
    assertThat(home.resolve(".local/state/orch/daemon.json")).doesNotExist();
  }

  private ControlPlane open(String port) {
    Map<String, String> environment =
        Map.of(
            "PATH",
            System.getenv("PATH"),
            "HOME",
            home.toString(),
            "SHELL",
            "/bin/sh",
            "PORT",
            port);
    return ControlPlane.open(DaemonConfig.read(environment), environment);
  }
}
