package dev.orch.runtime.sh;

import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Framing;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.ProcessSpec;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StopOutcome;
import dev.orch.runtime.StreamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Supervises by {@code launch.sh} and {@code supervise.sh}, and knows only what the files say. */
public final class ShellSupervisor implements ProcessSupervisor {
  private static final Duration INTERVAL = Duration.ofMillis(5);
  private static final Duration LAST_WORDS_WITHIN = Duration.ofSeconds(2);

  private final Path runs;
  private final Machine machine;
  private final Launcher launcher;

  private ShellSupervisor(Path runs, Machine machine, Launcher launcher) {
    this.runs = runs;
    this.machine = machine;
    this.launcher = launcher;
  }

  /**
   * Installs the scripts; starts nothing.
   *
   * @param runs the folder of the run folders, made when it is needed
   * @param scripts the folder that the scripts are copied to; what a former version put there stays
   * @throws java.io.UncheckedIOException if the scripts cannot be installed
   */
  public static ShellSupervisor open(Path runs, Path scripts, Shell shell) {
    Machine machine = Machine.open(shell);
    Scripts installed = Scripts.install(scripts.toAbsolutePath());
    return new ShellSupervisor(runs.toAbsolutePath(), machine, new Launcher(machine, installed));
  }

  /** Names this very process, as the machine's process table does. */
  public ProcessRecord self() {
    long pid = ProcessHandle.current().pid();
    return machine
        .table()
        .record(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " is not listed"));
  }

  @Override
  public void prepare(RunId run) {
    RunDirectory directory = directory(run);
    switch (directory.status()) {
      case RunStatus.Claimed _, RunStatus.Forbidden _ -> {
        end(run);
        directory.setAside();
      }
      case RunStatus.Missing _, RunStatus.Unclaimed _ -> {}
    }
    directory.prepare();
  }

  /**
   * With its supervisor: that writes by name, and would write into the folder made in its place.
   */
  private void end(RunId run) {
    StopOutcome outcome = sweep(run);
    if (!saysLastWords(directory(run))) {
      outcome = stop(run).killAll();
    }
    if (outcome instanceof StopOutcome.Unproven(List<Long> pids)) {
      throw new LaunchFailedException(
          "what an earlier run left in %s does not end: end the processes %s, then resume"
              .formatted(directory(run).folder(), pids));
    }
  }

  private boolean saysLastWords(RunDirectory directory) {
    return Pause.until(
        () -> directory.supervisor().filter(machine.table()::isAlive).isEmpty(),
        INTERVAL,
        LAST_WORDS_WITHIN);
  }

  @Override
  public Path scratch(RunId run) {
    return directory(run).scratch();
  }

  @Override
  public Path output(RunId run, StreamName stream) {
    return directory(run).stream(stream);
  }

  @Override
  public RunStatus status(RunId run) {
    return directory(run).status();
  }

  @Override
  public void start(RunId run, ProcessSpec spec, Map<String, String> environment) {
    RunDirectory directory = directory(run);
    switch (directory.status()) {
      case RunStatus.Missing _ ->
          throw new LaunchFailedException("the run folder is gone: " + directory.folder());
      case RunStatus.Unclaimed _ -> {
        Map<String, String> complete = new HashMap<>(environment);
        complete.putAll(run.marks());
        launcher.launch(directory, spec, complete);
      }
      case RunStatus.Claimed _, RunStatus.Forbidden _ -> {}
    }
  }

  @Override
  public boolean hasLostSupervisor(RunId run) {
    RunDirectory directory = directory(run);
    return directory
        .supervisor()
        .filter(supervisor -> !machine.table().isAlive(supervisor))
        .filter(supervisor -> !hasRecorded(directory, supervisor))
        .isPresent();
  }

  private boolean hasRecorded(RunDirectory directory, ProcessRecord supervisor) {
    try (EndWatch watch = new EndWatch(directory, machine.table(), supervisor)) {
      return watch.recorded().isPresent();
    }
  }

  @Override
  public boolean isAtWork(RunId run) {
    ProcessTable table = machine.table();
    RunDirectory directory = directory(run);
    return directory.supervisor().filter(table::isAlive).isPresent()
        || directory.agent().filter(table::isAlive).isPresent()
        || !table.carrying("ORCH_RUN=" + run.marker()).isEmpty();
  }

  @Override
  public Map<String, String> environment(RunId run) {
    ProcessTable table = machine.table();
    return directory(run)
        .agent()
        .filter(table::isAlive)
        .map(agent -> table.environment(agent.pid()))
        .orElseGet(Map::of);
  }

  @Override
  public boolean forbid(RunId run) {
    return directory(run).forbid();
  }

  @Override
  public AgentProcess attach(RunId run, Framing framing, OutputOffsets from) {
    RunDirectory directory = directory(run);
    if (!(directory.status() instanceof RunStatus.Claimed(ProcessRecord supervisor))) {
      throw new IllegalStateException("run " + run.marker() + " is not claimed: cannot attach");
    }
    EndWatch watch = new EndWatch(directory, machine.table(), supervisor);
    return switch (framing) {
      case LINES -> new ShellAgentProcess(directory, stop(run), watch, from);
    };
  }

  @Override
  public StopOutcome sweep(RunId run) {
    return stop(run).sweep();
  }

  private RunStop stop(RunId run) {
    return new RunStop(directory(run), machine, run.marker());
  }

  private RunDirectory directory(RunId run) {
    return new RunDirectory(
        runs.resolve(run.session().value()).resolve(Integer.toString(run.turn())));
  }
}
