package dev.orch.runtime.sh;

import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.StopOutcome;
import java.time.Duration;
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
  private final ProcessTree scripts;

  /** For a run that nobody has claimed it finds what carries the marker. */
  RunStop(RunDirectory directory, Machine machine, String marker) {
    this.directory = directory;
    this.machine = machine;
    this.tree =
        new ProcessTree(
            machine,
            () -> machine.table().carrying("ORCH_RUN=" + marker),
            directory::agent,
            livingSupervisor());
    this.scripts = ProcessTree.ofScripts(machine, directory);
  }

  void remember() {
    awaitAgent();
    tree.look();
  }

  void interrupt() {
    awaitAgent();
    tree.signalRoot(Signals.INTERRUPT);
  }

  void terminate() {
    awaitAgent();
    tree.signalAll(Signals.TERMINATE);
  }

  void suspend() {
    awaitAgent();
    tree.signalAllThatCome(machine.signals().stop());
  }

  void resume() {
    awaitAgent();
    tree.signalAll(machine.signals().goOn());
  }

  StopOutcome kill() {
    if (!awaitAgent()) {
      return new StopOutcome.Unproven(List.copyOf(livingSupervisor()));
    }
    return switch (tree.kill()) {
      case StopOutcome.Unproven unproven -> unproven;
      case StopOutcome.Dead _ when livingSupervisor().isEmpty() -> scripts.kill();
      case StopOutcome.Dead dead -> dead;
    };
  }

  /** With the run's own supervisor, which records no end then. */
  StopOutcome killAll() {
    return switch (scripts.kill()) {
      case StopOutcome.Unproven unproven -> unproven;
      case StopOutcome.Dead _ -> kill();
    };
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
    return directory
        .supervisor()
        .filter(machine.table()::isAlive)
        .map(ProcessRecord::pid)
        .map(Set::of)
        .orElseGet(Set::of);
  }
}
