package dev.orch.turn;

import dev.orch.domain.session.Turn;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunStatus;
import dev.orch.session.LiveSessions;
import dev.orch.store.StoreUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
      Row failures = new Row();
      while (!retired) {
        retired = goOn(live, failures);
      }
    } catch (InterruptedException _) {
      LOG.debug("session={} its thread ends with the daemon", live.id());
    } catch (RuntimeException failure) {
      LOG.error(
          "session={} its thread failed; what is asked next goes on with it", live.id(), failure);
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
  private boolean goOn(LiveSessions.Live live, Row failures) throws InterruptedException {
    try {
      do {
        drive(live, failures);
      } while (!live.retire());
      return true;
    } catch (VirtualMachineError | LinkageError error) {
      LOG.error("session={} its thread failed and begins anew", live.id(), error);
      warnings.beginsAnew(live.id(), error);
      live.pause(pauseAfter(failures.oneMore()));
      return false;
    }
  }

  private void drive(LiveSessions.Live live, Row failures) throws InterruptedException {
    Optional<LiveTurn> open = findOpen(live);
    while (open.isPresent()) {
      failures.stands(open.get().turn());
      try {
        goOnWith(open.get(), live);
      } catch (StoreUnavailableException | UncheckedIOException away) {
        int inARow = failures.oneMore();
        LOG.warn(
            "session={} the disk is in the way, trying again: {}", live.id(), away.getMessage());
        if (inARow >= TELLING && away instanceof UncheckedIOException) {
          warnings.diskFailing(live.id(), away);
        }
        live.pause(pauseAfter(inARow));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      open = findOpen(live);
    }
  }

  /**
   * What cannot be taken up is not read on, for it may say what is secret; a stop of it is carried
   * out all the same.
   */
  private void goOnWith(LiveTurn open, LiveSessions.Live live) throws InterruptedException {
    try {
      recovery.takeUpIfLeft(live.id());
    } catch (StoreUnavailableException | UncheckedIOException away) {
      throw away;
    } catch (RuntimeException failure) {
      if (open.turn().stopped().isEmpty()) {
        throw failure;
      }
      LOG.error("session={} is stopped without being taken up", live.id(), failure);
      turnEnd.unread(open, failure);
      return;
    }
    step(open, live);
  }

  /** Failures in a row. One after which the turn came further was the last of its row. */
  static final class Row {
    private @Nullable Turn at;
    private int failures;

    /** As the turn stands before it is gone on with. */
    void stands(Turn now) {
      if (!now.equals(at)) {
        failures = 0;
        at = now;
      }
    }

    /** Counts one; gives how many there are now. */
    int oneMore() {
      failures++;
      return failures;
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
      } else if (launcher.mustWait(live) || launcher.lacksMemory(live)) {
        thread.pause(LONGEST_PAUSE);
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
        if (stopped) {
          if (supervisor.forbid(live.run())) {
            turnEnd.neverStarted(live);
          }
        } else if (launcher.lacksMemory(live)) {
          thread.pause(LONGEST_PAUSE);
        } else {
          launcher.start(live);
        }
      }
      case RunStatus.Claimed _ -> {
        launcher.recordStart(live);
        runner.run(live, thread);
      }
    }
  }
}
