package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.HostileRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon's process says when it begins, and to whom it opens. */
class StartIT {
  @TempDir Path folder;

  private record Refusal(int exit, String output) {}

  /** Runs a daemon that is to end by itself. */
  private static Refusal refused(Path home, Map<String, String> more) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(RealDaemon.image().resolve("bin/orch").toString(), "daemon")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(more);
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("SHELL", "/bin/sh");
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Refusal(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aTakenPortIsOneLineThatSaysWhatToDo() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      Refusal refusal = refused(home, Map.of("PORT", port));

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

      Refusal refusal = refused(home, Map.of("PORT", "0"));

      assertThat(refusal.exit()).isEqualTo(75);
      assertThat(refusal.output().lines()).as(refusal.output()).hasSize(1);
      assertThat(refusal.output()).startsWith("orch: ").contains(first.stateFolder().toString());
      assertThat(first.stateFolder().resolve("daemon.json")).hasContent(before);
      assertThat(first.api().get("/health").ok().path("pid").asLong()).isEqualTo(first.pid());
    }
  }

  @Test
  void aDatabaseThatAnotherDaemonHasOpenIsOneLineThatNamesItsStateFolder() throws Exception {
    try (RealDaemon first = RealDaemon.start(folder.resolve("home"), Map.of())) {
      Path database = first.stateFolder().resolve("orchestrator.db");
      Path home = Files.createDirectory(folder.resolve("other"));

      Refusal refusal = refused(home, Map.of("PORT", "0", "DATABASE_URL", "sqlite:///" + database));

      assertThat(refusal.exit()).isEqualTo(78);
      assertThat(refusal.output().lines()).as(refusal.output()).hasSize(1);
      assertThat(refusal.output())
          .startsWith("orch: " + database)
          .contains(first.stateFolder() + ".", "DATABASE_URL", "orch down");
    }
  }

  @Test
  void aDamagedDatabaseIsOneLineThatSaysWhatToDo() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path database = Files.writeString(folder.resolve("notes.db"), "SQLite format 3\0 and no more");

    Refusal refusal = refused(home, Map.of("PORT", "0", "DATABASE_URL", "sqlite:///" + database));

    assertThat(refusal.exit()).isEqualTo(78);
    assertThat(refusal.output().lines()).as(refusal.output()).hasSize(1);
    assertThat(refusal.output()).startsWith("orch: " + database + " is damaged").contains("backup");
  }

  @Test
  void whateverIsSentToItIsAnsweredAsItMustBe() throws IOException {
    try (RealDaemon daemon = RealDaemon.start(folder.resolve("home"), Map.of())) {
      int port = URI.create(daemon.api().url()).getPort();

      assertThat(new HostileRequests(port, daemon.api().token()).failures()).isEmpty();
    }
  }
}
