package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The daemon is killed while the git of a launch is amid its checkout and holds its lock. */
class KilledLaunchIT {
  @TempDir Path folder;
  private Path home;
  private Path repository;
  private Path attributes;
  private RealDaemon daemon;
  private String session;

  /** Git reads the attributes when it has the lock; from a pipe without a writer it waits. */
  @BeforeEach
  void killTheDaemonAmidTheCheckout() throws Exception {
    home = folder.resolve("home");
    repository = TestRepository.create(folder.resolve("repository"));
    attributes = repository.resolve(".git/info/attributes");
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    daemon = RealDaemon.start(home, Map.of("ORCH_CLAUDE_BIN", agent.toString()));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
    assertThat(new ProcessBuilder("mkfifo", attributes.toString()).start().waitFor()).isZero();
    session = start();
    Path lock = repository.resolve(".git/worktrees/" + session + "/index.lock");
    Waiting.until(() -> Files.exists(lock));
  }

  private String start() throws Exception {
    Map<String, String> wanted =
        Map.of("agent", "claude", "action", "implement", "project", "p", "prompt", "[[say x]]");
    return daemon.api().post("/sessions", wanted).ok().path("id").asString();
  }

  @AfterEach
  void end() throws IOException {
    daemon.close();
    LivingProcesses.endAll(home);
  }

  @Test
  void aLaunchThatWasStoppedIsNotTakenUpAgain() throws Exception {
    daemon.api().post("/sessions/" + session + "/stop", Map.of()).ok();
    daemon.kill();
    assertThat(ofThisLaunch()).isNotEmpty();

    daemon.startAgain();
    JsonNode stopped = await("stopped");
    assertThat(stopped.path("reason").asString()).isEqualTo("user");
    assertThat(daemon.api().events(session, "process.started")).isEmpty();
    assertThat(ofThisLaunch()).isEmpty();
    assertThat(locks()).isEmpty();
  }

  @Test
  void aLaunchThatWasNotStoppedGoesOnAndCompletes() throws Exception {
    daemon.kill();
    List<String> git = ofThisLaunch();
    assertThat(git).isNotEmpty();
    Files.delete(attributes);

    daemon.startAgain();
    JsonNode done = await("completed");
    assertThat(Path.of(done.path("worktree_path").asString()).resolve("README.md"))
        .hasContent("hello\n");
    assertThat(daemon.api().events(session, "worktree.created,process.started")).hasSize(2);
    assertThat(ofThisLaunch()).doesNotContainAnyElementsOf(git);
    assertThat(locks()).isEmpty();
  }

  private JsonNode await(String state) throws Exception {
    return daemon
        .api()
        .await("/sessions/" + session, node -> node.path("state").asString().equals(state));
  }

  private List<String> ofThisLaunch() throws IOException {
    return LivingProcesses.inHome(home);
  }

  /** Git's lock files, wherever in the repository. */
  private List<Path> locks() {
    try (Stream<Path> files = Files.walk(repository.resolve(".git"))) {
      return files.filter(file -> file.toString().endsWith(".lock")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
