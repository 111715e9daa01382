package dev.orch.dist.daemon;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The first promise: kill -9 the daemon amid running agents, and nothing is lost or doubled. */
class KillIT {
  private static final int AGENTS = 8;
  private static final int KILLS = 5;

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledWhenTheDaemonIsKilled() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.printf("KillIT: to kill at the same moments again: -Dseed=%d%n", seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Path repository = TestRepository.create(folder.resolve("repository"));
    Path home = folder.resolve("home");
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    Map<String, String> variables =
        Map.of(
            "ORCH_CLAUDE_BIN", agent.toString(),
            "ORCH_MAX_SESSIONS", Integer.toString(AGENTS),
            "ORCH_LAUNCH_MEMORY", "0B");
    try (RealDaemon daemon = RealDaemon.start(home, variables)) {
      daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
      Map<String, Errand> errands = new LinkedHashMap<>();
      for (int i = 0; i < AGENTS; i++) {
        Errand errand = new Errand(i);
        errands.put(start(daemon.api(), errand), errand);
      }
      awaitProcesses(home, found -> !found.isEmpty());
      for (int kill = 0; kill < KILLS; kill++) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(100, 900)).toNanos());
        if (kill % 2 == 0) {
          answerWhatIsOpen(daemon.api(), errands);
        }
        daemon.killAndRestart();
      }
      for (Map.Entry<String, Errand> sent : errands.entrySet()) {
        awaitEnd(daemon.api(), sent.getKey(), errands);
        assertThatAllIsThereOnce(daemon.api(), sent.getKey(), sent.getValue());
      }
      awaitProcesses(home, List::isEmpty);
    }
  }

  private static String start(Api api, Errand errand) throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of("agent", "claude", "action", "implement", "project", "p", "prompt", errand.prompt());
    return api.post("/sessions", wanted).ok().path("id").asString();
  }

  private static void answerWhatIsOpen(Api api, Map<String, Errand> errands)
      throws IOException, InterruptedException {
    for (JsonNode request : api.get("/input-requests?status=open").ok().path("items")) {
      Errand errand = requireNonNull(errands.get(request.path("session_id").asString()));
      api.post("/input-requests/" + request.path("id").asString() + "/answer", errand.answer())
          .ok();
    }
  }

  private static void awaitEnd(Api api, String session, Map<String, Errand> errands)
      throws IOException, InterruptedException {
    api.await(
        "/sessions/" + session,
        node -> {
          try {
            answerWhatIsOpen(api, errands);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
          return node.path("state").asString().matches("completed|failed|stopped");
        });
  }

  private static void assertThatAllIsThereOnce(Api api, String session, Errand errand)
      throws IOException, InterruptedException {
    Map<Boolean, List<String>> events =
        api.events(session, Errand.TYPES).stream()
            .collect(
                Collectors.partitioningBy(
                    Errand::isPrinted, Collectors.mapping(Errand::inWords, Collectors.toList())));
    assertThat(events.get(true)).as(session).containsExactlyElementsOf(errand.printed());
    assertThat(events.get(false))
        .as(session)
        .containsExactlyInAnyOrderElementsOf(errand.happened());
    JsonNode view = api.get("/sessions/" + session).ok();
    assertThat(view.path("exit_code").asInt(-1)).as(session).isEqualTo(errand.number());
    Path worktree = Path.of(view.path("worktree_path").asString());
    assertThat(worktree.resolve("w.txt")).hasContent("w");
    Path asked = worktree.resolve("asked.txt");
    assertThat(Files.exists(asked) ? Files.readString(asked) : "").isEqualTo(errand.asked());
    Path log = worktree.resolve("../../logs/" + session + ".log");
    Waiting.until(() -> messages(log) >= 2 * Errand.LINES);
    assertThat(messages(log)).as("readable log of %s", session).isEqualTo(2 * Errand.LINES);
  }

  /** How many it holds so far: it is written after the events. */
  private static long messages(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.matches(".* claude +line \\d+")).count();
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitProcesses(Path home, Predicate<List<String>> wanted) {
    Waiting.until(() -> {
      try {
        return wanted.test(LivingProcesses.inHome(home));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
