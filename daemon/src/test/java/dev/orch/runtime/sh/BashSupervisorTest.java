package dev.orch.runtime.sh;

import dev.orch.runtime.AgentInputContract;
import dev.orch.runtime.AgentOutputContract;
import dev.orch.runtime.AgentStopContract;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.ProcessSupervisorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What macOS has: bash as the shell, no {@code setsid}, no {@code /proc}. */
class BashSupervisorTest {
  private static final List<String> TOOLS =
      List.of("cat", "date", "head", "ln", "mkfifo", "mv", "ps", "rm", "sleep", "tail", "tr", "wc");

  @TempDir static Path tools;

  @BeforeAll
  static void linkTools() throws IOException {
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
  }

  private static Shell bash() {
    return new Shell(Path.of("/bin/bash"), tools.toString(), tools.resolve("no-proc"));
  }

  private static ProcessSupervisor supervisor(Path folder) {
    return ShellSupervisor.open(
        folder.resolve("runs"), folder.resolve("scripts"), bash(), Set.of());
  }

  @Nested
  class Starting extends ProcessSupervisorContract {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }

    @Override
    protected List<String> unavoidable() {
      return List.of("_", "SHLVL", "PWD", "OLDPWD");
    }
  }

  @Nested
  class Output extends AgentOutputContract {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }
  }

  @Nested
  class Input extends AgentInputContract {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }
  }

  @Nested
  class Stopping extends AgentStopContract {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }
  }

  @Nested
  class Accidents extends RunFolderContract {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }

    @Override
    Shell shell() {
      return bash();
    }

    @Override
    int runs() {
      return 40;
    }
  }
}
