package dev.orch.runtime.sh;

import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.ProcessSupervisorContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** With the system's own shell. */
class ShellSupervisorTest extends ProcessSupervisorContract {
  @Override
  protected ProcessSupervisor open(Path folder) {
    return ShellSupervisor.open(
        folder.resolve("runs"), folder.resolve("scripts"), Shell.standard(""), Set.of());
  }

  @Override
  protected List<String> unavoidable() {
    return List.of("_", "SHLVL");
  }
}
