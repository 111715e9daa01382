package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A session's change is taken home and back, and the daemon killed amid both. */
class ApplyIT {
  private static final int FILES = 400;

  @TempDir Path folder;
  private Path repository;
  private RealDaemon daemon;

  /** A request whose answer is lost with the daemon. */
  @FunctionalInterface
  private interface Asking {
    void ask() throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws Exception {
    repository = TestRepository.create(folder.resolve("repository"));
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    daemon = RealDaemon.start(folder.resolve("home"), Map.of("ORCH_CLAUDE_BIN", agent.toString()));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void killedAmidItIsDoneByTheNextStart() throws Exception {
    String id = finished();
    SortedMap<String, String> before = TestRepository.bytes(repository);

    Thread asking = asking(() -> daemon.api().post("/sessions/%s/apply".formatted(id), Map.of()));
    Waiting.until(() -> Files.exists(repository.resolve("made/f000.txt")));
    daemon.killAndRestart();
    asking.join();

    JsonNode session = daemon.api().get("/sessions/" + id).ok();
    assertThat(session.path("applied_at").isNull()).isFalse();
    assertThat(TestRepository.bytes(repository)).hasSize(before.size() + FILES + 1);
    assertThat(repository.resolve("w.txt")).hasContent("w");
    assertThat(daemon.api().events(id, "checkout.*")).hasSize(1);

    asking = asking(() -> daemon.api().delete("/sessions/%s/apply".formatted(id)));
    Waiting.until(() -> Files.notExists(repository.resolve("made/f000.txt")));
    daemon.killAndRestart();
    asking.join();

    session = daemon.api().get("/sessions/" + id).ok();
    assertThat(session.path("applied_at").isNull()).isTrue();
    assertThat(TestRepository.bytes(repository)).isEqualTo(before);
    assertThat(repository.resolve("made")).doesNotExist();
    assertThat(daemon.api().events(id, "checkout.*")).hasSize(2);
    assertThat(TestRepository.git(repository, "for-each-ref", "refs/orch/undo", "refs/orch/apply"))
        .isEmpty();
  }

  /** The id of a session that has made many files. */
  private String finished() throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of(
            "agent", "claude",
            "action", "implement",
            "project", "p",
            "prompt", "[[write w.txt w]]");
    String id = daemon.api().post("/sessions", wanted).ok().path("id").asString();
    JsonNode session =
        daemon
            .api()
            .await("/sessions/" + id, node -> node.path("state").asString().equals("completed"));
    Path made = Path.of(session.path("worktree_path").asString()).resolve("made");
    Files.createDirectories(made);
    for (int i = 0; i < FILES; i++) {
      Files.writeString(made.resolve("f%03d.txt".formatted(i)), "file " + i);
    }
    return id;
  }

  private static Thread asking(Asking request) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            request.ask();
          } catch (IOException _) {
            // The daemon was killed before it answered.
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
