package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The first promise: kill -9 the daemon amid running agents, and nothing is lost or doubled. */
class KillIT {
  private static final int AGENTS = 8;
  private static final int LINES = 60;
  private static final int KILLS = 5;

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledWhenTheDaemonIsKilled() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Path repository = TestRepository.create(folder.resolve("repository"));
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    Map<String, String> variables = Map.of("ORCH_CLAUDE_BIN", agent.toString());
    try (RealDaemon daemon = RealDaemon.start(folder.resolve("home"), variables)) {
      daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
      List<String> sessions = new ArrayList<>();
      for (int i = 0; i < AGENTS; i++) {
        sessions.add(start(daemon.api(), i));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(100, 900)).toNanos());
        answerWhatIsOpen(daemon.api(), kill);
        daemon.killAndRestart();
      }
      for (String session : sessions) {
        assertThatNothingIsMissing(daemon.api(), session, seed);
      }
      assertThat(marked()).as("processes left, seed %d", seed).isEmpty();
    }
  }

  private static String start(Api api, int i) throws IOException, InterruptedException {
    String prompt =
        "[[lines %d 40]] [[ask touch asked-%d.txt]] [[lines %d 40]] [[code %d]]"
            .formatted(LINES / 2, i, LINES / 2, i);
    return api.post(
            "/sessions",
            Map.of("agent", "claude", "action", "implement", "project", "p", "prompt", prompt))
        .ok()
        .path("id")
        .asString();
  }

  /** Half of them between the kills, the rest when everything is quiet. */
  private static void answerWhatIsOpen(Api api, int kill) throws IOException, InterruptedException {
    if (kill % 2 == 0) {
      for (JsonNode request : api.get("/input-requests?status=open").ok().path("items")) {
        api.post(
                "/input-requests/" + request.path("id").asString() + "/answer",
                Map.of("decision", "allow"))
            .ok();
      }
    }
  }

  private static void assertThatNothingIsMissing(Api api, String session, long seed)
      throws IOException, InterruptedException {
    JsonNode ended =
        api.await(
            "/sessions/" + session,
            node -> {
              try {
                answerWhatIsOpen(api, 0);
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
              return node.path("state").asString().matches("completed|failed|stopped");
            });
    List<String> numbered =
        api.events(session, "agent.message").stream()
            .map(event -> event.path("payload").path("text").asString())
            .filter(text -> text.startsWith("line "))
            .toList();
    List<String> expected =
        IntStream.range(0, LINES).mapToObj(i -> "line " + (i % (LINES / 2) + 1)).toList();
    assertThat(numbered).as("lines of %s, seed %d", session, seed).isEqualTo(expected);
    assertThat(ended.path("state").asString()).as("seed %d", seed).isEqualTo("completed");
    assertThat(api.events(session, "input.requested")).as("seed %d", seed).hasSize(1);
    assertThat(api.events(session, "input.answered")).as("seed %d", seed).hasSize(1);
    List<JsonNode> exits = api.events(session, "process.exited");
    assertThat(exits).as("exits of %s, seed %d", session, seed).hasSize(1);
    int number = codeInPrompt(ended.path("prompt").asString());
    assertThat(exits.getFirst().path("payload").path("code").asInt())
        .as("seed %d", seed)
        .isEqualTo(number);
    Path worktree = Path.of(ended.path("worktree_path").asString());
    assertThat(worktree.resolve("asked-" + number + ".txt")).as("seed %d", seed).exists();
  }

  private static int codeInPrompt(String prompt) {
    return Integer.parseInt(prompt.replaceAll(".*code (\\d+).*", "$1"));
  }

  /** Processes of this test's agents that live, in folders of the process table. */
  private List<String> marked() throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(this::isMarked)
          .map(Path::toString)
          .toList();
    }
  }

  private boolean isMarked(Path process) {
    try {
      String environment =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      return environment.contains("ORCH_RUN=") && environment.contains(folder.toString());
    } catch (IOException _) {
      return false;
    }
  }
}
