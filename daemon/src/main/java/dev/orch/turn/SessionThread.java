package dev.orch.turn;

import dev.orch.domain.session.Turn;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunStatus;
import dev.orch.session.LiveSessions;
import dev.orch.store.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of a session does: it looks at the store and at the run folder and does the next
 * thing, until no turn is open. A fresh launch, a restart of the daemon and a store that was away
 * are one path, for it remembers nothing between two looks.
 */
final class SessionThread {
  private static final Logger LOG = LoggerFactory.getLogger(SessionThread.class);

  /** How long it waits before it asks a store again that could not be read. */
  private static final Duration STORE_PAUSE = Duration.ofMillis(500);

  /** How long it waits at most before it tries a step again. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Once a step has failed so often in a row, a person is told. */
  private static final int TELLING = 2;

  private final LiveTurn.Finder turns;
  private final TurnRecovery recovery;
  private final ProcessSupervisor supervisor;
  private final TurnLauncher launcher;
  private final TurnRunner runner;
  private final TurnEnd turnEnd;
  private final TurnWarnings warnings;

  SessionThread(
      LiveTurn.Finder turns,
      TurnRecovery recovery,
      ProcessSupervisor supervisor,
      TurnLauncher launcher,
      TurnRunner runner,
      TurnEnd turnEnd,
      TurnWarnings warnings) {
    this.turns = turns;
    this.recovery = recovery;
    this.supervisor = supervisor;
    this.launcher = launcher;
    this.runner = runner;
    this.turnEnd = turnEnd;
    this.warnings = warnings;
  }

  /** The body of the thread. */
  void run(LiveSessions.Live live) {
    boolean retired = false;
    try {
      launcher.awaitEnvironment();
      for (int errors = 0; !retired; errors++) {
        retired = goOn(live, errors);
      }
    } catch (InterruptedException _) {
      LOG.debug("session={} its thread ends with the daemon", live.id());
    } catch (RuntimeException failure) {
      LOG.error("session={} its thread failed; the next start goes on with it", live.id(), failure);
      warnings.unsettled(live.id(), failure);
    } finally {
      if (!retired) {
        live.abandon();
      }
    }
  }

  /**
   * Does what is to do. An error of the machine, such as no memory, leaves an agent at work: what
   * it did is thrown away, and the caller begins anew, later and later.
   *
   * @return whether the thread's time is over
   */
  private boolean goOn(LiveSessions.Live live, int errors) throws InterruptedException {
    try {
      do {
        drive(live);
      } while (!live.retire());
      return true;
    } catch (VirtualMachineError | LinkageError error) {
      LOG.error("session={} its thread failed and begins anew", live.id(), error);
      warnings.unsettled(live.id(), error);
      live.pause(pauseAfter(errors + 1));
      return false;
    }
  }

  private void drive(LiveSessions.Live live) throws InterruptedException {
    Optional<LiveTurn> open = findOpen(live);
    int failures = 0;
    while (open.isPresent()) {
      Turn before = open.get().turn();
      try {
        recovery.takeUpIfLeft(live.id());
        step(open.get(), live);
      } catch (StoreUnavailableException | UncheckedIOException away) {
        failures++;
        LOG.warn(
            "session={} the disk is in the way, trying again: {}", live.id(), away.getMessage());
        if (failures == TELLING && away instanceof UncheckedIOException) {
          warnings.diskFailing(live.id(), away);
        }
        live.pause(pauseAfter(failures));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      open = findOpen(live);
      boolean cameFurther = open.filter(now -> now.turn().equals(before)).isEmpty();
      failures = cameFurther ? 0 : failures;
    }
  }

  private static Duration pauseAfter(int failures) {
    Duration pause = STORE_PAUSE.multipliedBy(failures);
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private Optional<LiveTurn> findOpen(LiveSessions.Live live) throws InterruptedException {
    while (true) {
      try {
        return turns.find(live.id());
      } catch (StoreUnavailableException _) {
        live.pause(STORE_PAUSE);
      }
    }
  }

  private void step(LiveTurn live, LiveSessions.Live thread) throws InterruptedException {
    boolean stopped = live.turn().stopped().isPresent();
    if (live.turn().launch().spec() == null) {
      if (stopped) {
        turnEnd.neverStarted(live);
      } else {
        launcher.prepare(live);
      }
      return;
    }
    switch (supervisor.status(live.run())) {
      case RunStatus.Missing _ -> turnEnd.lost(live);
      case RunStatus.Forbidden _ -> {
        if (stopped) {
          turnEnd.neverStarted(live);
        } else {
          turnEnd.launchFailed(live, "the agent could not be started");
        }
      }
      case RunStatus.Unclaimed _ -> {
        if (!stopped) {
          launcher.start(live);
        } else if (supervisor.forbid(live.run())) {
          turnEnd.neverStarted(live);
        }
      }
      case RunStatus.Claimed _ -> {
        launcher.recordStart(live);
        runner.run(live, thread);
      }
    }
  }
}
