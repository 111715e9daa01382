package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.SupervisedRuns;
import dev.orch.runtime.TestRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With the system's own shell and tools. */
class ShellSupervisorTest extends SupervisorSuite {
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
