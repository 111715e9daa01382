package dev.orch.runtime.sh;

import dev.orch.runtime.AgentInputContract;
import dev.orch.runtime.AgentOutputContract;
import dev.orch.runtime.AgentStopContract;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.ProcessSupervisorContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every contract of a supervisor, over the supervisor that runs in one shell. */
abstract class SupervisorSuite {
  abstract Shell shell();

  /** Variables that this shell sets whatever it is given. */
  abstract List<String> unavoidable();

  /** How many runs an accident is tried at. */
  abstract int runs();

  final ProcessSupervisor supervisor(Path folder) {
    return ShellSupervisor.open(folder.resolve("runs"), folder.resolve("scripts"), shell());
  }

  @Nested
  class Starting extends ProcessSupervisorContract {
    @Override
    protected ProcessSupervisor open(Path folder) {
      return supervisor(folder);
    }

    @Override
    protected List<String> unavoidable() {
      return SupervisorSuite.this.unavoidable();
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
      return SupervisorSuite.this.shell();
    }

    @Override
    int runs() {
      return SupervisorSuite.this.runs();
    }
  }
}
