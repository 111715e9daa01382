package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The daemon is killed while a teardown script is at work, with a process of its own below it. */
class KilledTeardownIT {
  private static final Duration A_START = Duration.ofSeconds(27);

  /** The script's, and that of what it starts itself. */
  private static final int OF_ONE_RUN = 2;

  @TempDir Path folder;
  private Path home;
  private Path begun;
  private Path enough;
  private RealDaemon daemon;
  private String session;
  private Path worktree;

  /** Each run of the script says which process it is, and ends once it may. */
  @BeforeEach
  void endASession() throws Exception {
    home = folder.resolve("home");
    begun = Files.createDirectory(folder.resolve("begun"));
    enough = folder.resolve("enough");
    OneProject project = OneProject.start(folder);
    daemon = project.daemon();
    project.register(folder.resolve("repository"), Map.of("teardown", script()));
    session = project.send("[[say x]]");
    JsonNode done = project.await(session, "completed");
    worktree = Path.of(done.path("worktree_path").asString());
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
    LivingProcesses.endAll(home);
  }

  private String script() {
    return "touch '%s'/$$; (while ! [ -e '%s' ]; do sleep 0.1; done); echo done"
        .formatted(begun, enough);
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "delete"})
  void theNextDaemonAnswersAtOnceEndsWhatIsLeftAndRunsOne(String operation) throws Exception {
    Thread.ofVirtual().start(new FutureTask<>(() -> ask(operation)));
    Waiting.until(() -> runs() == 1 && shells() == OF_ONE_RUN);
    daemon.kill();
    Waiting.until(() -> shells() == OF_ONE_RUN);

    daemon.startAgain();

    FutureTask<Api.Answer> healthy = new FutureTask<>(() -> daemon.api().get("/health"));
    Thread.ofVirtual().start(healthy);
    assertThat(healthy).succeedsWithin(A_START).returns(200, Api.Answer::status);
    Waiting.until(() -> runs() == 2 && shells() == OF_ONE_RUN);
    assertThat(ask(operation).status()).isEqualTo(409);
    assertThat(worktree).exists();
    Files.createFile(enough);
    Waiting.until(() -> !Files.exists(worktree));
    assertThat(end())
        .isEqualTo(operation.equals("release") ? "worktree.released" : "cleanup.finished");
    assertThat(runs()).isEqualTo(2);
    assertThat(LivingProcesses.inHome(home)).isEmpty();
  }

  private Api.Answer ask(String operation) throws IOException, InterruptedException {
    return daemon.api().post("/sessions/%s/%s".formatted(session, operation), Map.of());
  }

  /** The event that tells of the operation's end. */
  private String end() throws IOException, InterruptedException {
    String found = "/events?type=worktree.released,cleanup.finished&session=" + session;
    return daemon
        .api()
        .await(found, page -> !page.path("items").isEmpty())
        .at("/items/0/type")
        .asString();
  }

  /** How often the script was begun. */
  private long runs() {
    try (Stream<Path> files = Files.list(begun)) {
      return files.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private long shells() {
    try {
      return LivingProcesses.inHome(home).stream()
          .filter(command -> command.contains("teardown.sh"))
          .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
