package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The daemon is killed while a set-up script is at work, with a process of its own below it. */
class KilledSetupIT {
  @TempDir Path folder;
  private Path home;
  private Path attempts;
  private OneProject project;
  private RealDaemon daemon;
  private String session;
  private List<String> ofTheScript = List.of();

  /** The first attempt never ends by itself. */
  @BeforeEach
  void killTheDaemonAmidTheScript() throws Exception {
    home = folder.resolve("home");
    attempts = folder.resolve("attempts");
    String script =
        """
        echo $ORCH_SETUP_ATTEMPT >>'%1$s'
        [ $ORCH_SETUP_ATTEMPT = 2 ] || (sleep 1000; echo late >>'%1$s')
        echo made >made.txt
        """
            .formatted(attempts);
    project = OneProject.start(folder);
    daemon = project.daemon();
    project.register(folder.resolve("repository"), Map.of("setup", script));
    session = project.send("[[say x]]");
    Waiting.until(() -> Files.exists(attempts));
  }

  @AfterEach
  void end() throws IOException {
    daemon.close();
    LivingProcesses.endAll(home);
  }

  private void kill() throws Exception {
    daemon.kill();
    ofTheScript = LivingProcesses.inHome(home);
    assertThat(ofTheScript).isNotEmpty();
  }

  @Test
  void itsTreeIsEndedAndItRunsOnceMore() throws Exception {
    kill();

    daemon.startAgain();

    JsonNode done = project.await(session, "completed");
    assertThat(attempts).hasContent("1\n2\n");
    assertThat(Path.of(done.path("worktree_path").asString()).resolve("made.txt"))
        .hasContent("made\n");
    assertThat(daemon.api().events(session, "process.started")).hasSize(1);
    assertThat(LivingProcesses.inHome(home)).doesNotContainAnyElementsOf(ofTheScript);
  }

  @Test
  void aStopBeforeTheKillHolds() throws Exception {
    daemon.api().post("/sessions/" + session + "/stop", Map.of()).ok();
    daemon.kill();

    daemon.startAgain();

    assertThat(project.await(session, "stopped").path("reason").asString()).isEqualTo("user");
    assertThat(attempts).hasContent("1\n");
    assertThat(daemon.api().events(session, "process.started")).isEmpty();
    assertThat(LivingProcesses.inHome(home)).isEmpty();
  }
}
