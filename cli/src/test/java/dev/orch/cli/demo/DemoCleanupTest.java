package dev.orch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.process.LiveProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo ends that has no daemon any more. */
class DemoCleanupTest {
  @TempDir private Path temporary;
  private Path folder;
  private Process process;

  @BeforeEach
  void aProcess() throws IOException {
    folder = Files.createDirectory(temporary.resolve("demo"));
    process = new ProcessBuilder("tail", "-f", "/dev/null").start();
  }

  @AfterEach
  void noProcess() {
    process.destroyForcibly();
  }

  @Test
  void anAgentOfItsOwnIsEnded() throws InterruptedException {
    cleanUp(LiveProcess.now(process.pid()));

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).doesNotExist();
  }

  @Test
  void whoGotTheNumberOfAnAgentLaterIsLeftAlone() {
    LiveProcess now = LiveProcess.now(process.pid());
    cleanUp(new LiveProcess(now.pid(), now.startTicks() - 1));

    assertThat(now.isAlive()).isTrue();
    assertThat(folder).doesNotExist();
  }

  private void cleanUp(LiveProcess agent) {
    Supplier<DaemonPlace.Ours> nowhere =
        () -> {
          throw new NoDaemonException(Complaint.of("No daemon."));
        };
    DaemonClient client = new DaemonClient(folder, nowhere, nowhere);
    new DemoCleanup(new DemoPlace(folder), folder, client, List.of(agent), false).run();
  }
}
