package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.HostileRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon's process says when it begins, and to whom it opens. */
class StartIT {
  @TempDir Path folder;

  @Test
  void aTakenPortIsOneLineThatSaysWhatToDo() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      RefusedDaemon refusal = RefusedDaemon.run(home, Map.of("PORT", port));

      assertThat(refusal.exit()).isEqualTo(1);
      assertThat(refusal.output().lines()).as(refusal.output()).hasSize(1);
      assertThat(refusal.output()).startsWith("orch: ").contains("127.0.0.1:" + port, "PORT");
    }
    assertThat(home.resolve(".local/state/orch/daemon.json")).doesNotExist();
  }

  @Test
  void aSecondDaemonIsOneLineAndTheFirstGoesOn() throws Exception {
    Path home = folder.resolve("home");
    try (RealDaemon first = RealDaemon.start(home, Map.of())) {
      String before = Files.readString(first.stateFolder().resolve("daemon.json"));

      RefusedDaemon refusal = RefusedDaemon.run(home, Map.of());

      assertThat(refusal.exit()).isEqualTo(75);
      assertThat(refusal.output().lines()).as(refusal.output()).hasSize(1);
      assertThat(refusal.output()).startsWith("orch: ").contains(first.stateFolder().toString());
      assertThat(first.stateFolder().resolve("daemon.json")).hasContent(before);
      assertThat(first.api().get("/health").ok().path("pid").asLong()).isEqualTo(first.pid());
    }
  }

  @Test
  void whateverIsSentToItIsAnsweredAsItMustBe() throws IOException {
    try (RealDaemon daemon = RealDaemon.start(folder.resolve("home"), Map.of())) {
      int port = URI.create(daemon.api().url()).getPort();

      assertThat(new HostileRequests(port, daemon.api().token()).failures()).isEmpty();
    }
  }
}
