package dev.orch.runtime.sh;

import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StopOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stops what one run started. The run's own supervisor is left to record the end; once it is gone,
 * what it left behind is ended too. One thread uses it.
 */
final class RunStop {
  private static final Duration INTERVAL = Duration.ofMillis(5);

  /** From the claim until the agent's process is known takes a shell a few milliseconds. */
  private static final Duration AGENT_IS_KNOWN_WITHIN = Duration.ofSeconds(10);

  private static final Duration TERMINATED_WITHIN = Duration.ofSeconds(2);

  private final RunDirectory directory;
  private final Machine machine;
  private final ProcessTree tree;

  /** For a run that nobody has claimed it finds what carries the marker. */
  RunStop(RunDirectory directory, Machine machine, String marker) {
    this.directory = directory;
    this.machine = machine;
    this.tree =
        new ProcessTree(
            machine, List.of("ORCH_RUN=" + marker), directory::agent, livingSupervisor());
  }

  void interrupt() {
    awaitAgent();
    tree.signalRoot(Signals.INTERRUPT);
  }

  void terminate() {
    awaitAgent();
    tree.signalAll(Signals.TERMINATE);
  }

  StopOutcome kill() {
    if (!awaitAgent()) {
      return new StopOutcome.Unproven(List.copyOf(livingSupervisor()));
    }
    StopOutcome outcome = tree.kill();
    endOrphans();
    return outcome;
  }

  /** By SIGTERM first, at which git takes its lock files away; what does not end is killed. */
  StopOutcome sweep() {
    terminate();
    Pause.until(() -> tree.look().isEmpty(), INTERVAL, TERMINATED_WITHIN);
    return kill();
  }

  /** A signal before the agent is known would miss it. False if it did not come to be known. */
  private boolean awaitAgent() {
    return Pause.until(
        () -> directory.agent().isPresent() || livingSupervisor().isEmpty(),
        INTERVAL,
        AGENT_IS_KNOWN_WITHIN);
  }

  private Set<Long> livingSupervisor() {
    return directory.status() instanceof RunStatus.Claimed(ProcessRecord supervisor)
            && machine.table().isAlive(supervisor)
        ? Set.of(supervisor.pid())
        : Set.of();
  }

  /**
   * A supervisor that was killed leaves its feeder, with the same arguments, and what that runs in
   * its process group.
   */
  private void endOrphans() {
    if (!livingSupervisor().isEmpty()) {
      return;
    }
    ProcessTable table = machine.table();
    Set<Long> feeders =
        table.withArguments(directory.folder().toString(), machine.shell().program().toString());
    Set<Long> groups = new HashSet<>();
    List<ProcessTable.Entry> living = table.list();
    living.stream().filter(e -> feeders.contains(e.pid())).forEach(e -> groups.add(e.group()));
    living.stream()
        .filter(entry -> groups.contains(entry.group()))
        .forEach(entry ->
            machine
                .signals()
                .send(entry.pid(), Signals.KILL, () -> table.isStill(entry.pid(), entry.start())));
  }
}
