package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The daemon is killed while it gives a worktree up, or back: the next one ends what it began. */
class ReleaseIT {
  @TempDir Path folder;
  private Path home;
  private Path repository;
  private RealDaemon daemon;
  private String session;
  private Path worktree;
  private String before;

  @BeforeEach
  void aSessionHasEnded() throws Exception {
    home = folder.resolve("home");
    repository = TestRepository.create(folder.resolve("repository"));
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    daemon = RealDaemon.start(home, Map.of("ORCH_CLAUDE_BIN", agent.toString()));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
    Map<String, String> wanted =
        Map.of(
            "agent", "claude",
            "action", "implement",
            "project", "p",
            "prompt", "[[write new.txt hello]] [[say done]]");
    session = daemon.api().post("/sessions", wanted).ok().path("id").asString();
    worktree = Path.of(await("completed", 1).path("worktree_path").asString());
    Files.writeString(worktree.resolve("README.md"), "changed\n");
    for (int i = 0; i < 500; i++) {
      Files.writeString(worktree.resolve("file" + i), "content " + i + "\n");
    }
    before = status();
  }

  @AfterEach
  void end() throws IOException {
    daemon.close();
    LivingProcesses.endAll(home);
  }

  private JsonNode await(String state, int turns) throws Exception {
    return daemon
        .api()
        .await(
            "/sessions/" + session,
            node ->
                node.path("state").asString().equals(state)
                    && node.path("turn_count").asInt() == turns);
  }

  private String status() throws Exception {
    ProcessBuilder git =
        new ProcessBuilder("git", "status", "--porcelain=v2", "--branch", "-z", "-uall")
            .directory(worktree.toFile());
    Process process = git.start();
    String status =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).isZero();
    return status;
  }

  private void askWithoutWaiting(String path, Map<String, String> body) {
    Api api = daemon.api();
    Thread.ofVirtual()
        .start(() -> {
          try {
            api.post("/sessions/" + session + path, body);
          } catch (IOException | InterruptedException _) {
            // The daemon is killed before it answers.
          }
        });
  }

  private void goOn() throws Exception {
    daemon.api().post("/sessions/" + session + "/followup", Map.of("message", "[[say more]]")).ok();
  }

  private void isBackAsItWas() throws Exception {
    JsonNode done = await("completed", 2);
    assertThat(status()).isEqualTo(before);
    assertThat(done.path("released_at").isNull()).isTrue();
    assertThat(done.path("warnings")).isEmpty();
    assertThat(daemon.api().events(session, "worktree.released,worktree.restored")).hasSize(2);
  }

  @Test
  void aReleaseIsEndedByTheNextDaemon() throws Exception {
    Path kept = repository.resolve(".git/refs/orch/preserved/" + session + "/1");
    askWithoutWaiting("/release", Map.of());
    Waiting.until(() -> Files.exists(kept));

    daemon.killAndRestart();

    assertThat(daemon.api().get("/sessions/" + session).ok().path("released_at").isNull())
        .isFalse();
    assertThat(worktree).doesNotExist();
    goOn();
    isBackAsItWas();
  }

  @Test
  void aWorktreeOnItsWayBackIsBackWithTheNextDaemon() throws Exception {
    daemon.api().post("/sessions/" + session + "/release", Map.of()).ok();
    assertThat(worktree).doesNotExist();
    goOn();
    Waiting.until(() -> Files.exists(worktree));

    daemon.killAndRestart();

    isBackAsItWas();
  }
}
