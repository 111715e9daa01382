package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StopOutcome;
import dev.orch.runtime.SupervisedRuns;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With the system's own shell and tools. */
class ShellSupervisorTest extends SupervisorSuite {
  @TempDir Path state;

  @Override
  Shell shell() {
    return Shell.standard("");
  }

  @Override
  List<String> unavoidable() {
    return List.of("_", "SHLVL");
  }

  @Override
  int runs() {
    return 200;
  }

  @Test
  void whatIsToBeSparedIsSpared() throws IOException {
    RunId run = new RunId(new SessionId("s0me0sess1"), 1);
    ProcessBuilder builder = new ProcessBuilder("/bin/sleep", "300");
    builder.environment().put("ORCH_RUN", run.marker());
    Process holder = builder.start();
    try {
      ProcessSupervisor sparing =
          ShellSupervisor.open(
              state.resolve("runs"), state.resolve("scripts"), shell(), Set.of(holder.pid()));
      assertThat(sparing.sweep(run)).isEqualTo(new StopOutcome.Dead());
      assertThat(holder.isAlive()).isTrue();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Nested
  class Environments extends SupervisedRuns {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherDaemonReadsWhatTheAgentWasStartedWith() {
      Map<String, String> given =
          Map.of("PATH", "/usr/bin:/bin", "SOME_KEY", "a = b\nsecond line", "EMPTY", "");
      AgentProcess process = start(RUN, script("echo ready; cat"), given);
      TestRuns.awaitLine(process, "ready");

      Map<String, String> read = open(state).environment(RUN);
      assertThat(read).containsAllEntriesOf(given).containsEntry("ORCH_RUN", RUN.marker());
    }
  }
}
