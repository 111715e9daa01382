package dev.orch.cli.demo;

import dev.orch.cli.failure.CliException;
import dev.orch.cli.launch.DaemonStart;
import dev.orch.cli.process.LiveProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What the demo has started, for who has to end it whatever happens: the story is told by one
 * thread, and Ctrl-C ends it from another one, at any moment.
 */
final class DemoProcesses {
  private final ReentrantLock making = new ReentrantLock();
  private final List<LiveProcess> daemons = new CopyOnWriteArrayList<>();
  private final List<LiveProcess> agents = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  /**
   * Makes something that outlives the step: wholly before {@link #close}, or not at all.
   *
   * @throws CliException if the demo is over; nothing was made then
   */
  <T> T making(Supplier<T> step) {
    making.lock();
    try {
      if (over) {
        throw CliException.refused("The demo is over.");
      }
      return step.get();
    } finally {
      making.unlock();
    }
  }

  /**
   * Starts a daemon, which is known here before it answers.
   *
   * @param starter starts its process and waits for nothing
   * @throws CliException if the demo is over, or there can be no such process
   */
  DaemonStart startDaemon(Supplier<DaemonStart> starter) {
    return making(() -> {
      DaemonStart start = starter.get();
      daemons.add(LiveProcess.now(start.pid()));
      return start;
    });
  }

  /** The process of a session was seen. */
  void addAgent(LiveProcess agent) {
    agents.add(agent);
  }

  /** The processes of the sessions, those that have ended too. */
  List<LiveProcess> agents() {
    return List.copyOf(agents);
  }

  /**
   * Lets nothing more be made; may be repeated.
   *
   * @param atMost how long what is just being made is waited for
   */
  void close(Duration atMost) {
    over = true;
    try {
      if (making.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        making.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kills every daemon and agent that still runs, with all that is below them, and waits until they
   * have ended.
   *
   * @param atMost how long each is waited for
   */
  void kill(Duration atMost) {
    daemons.forEach(LiveProcess::killTree);
    agents.forEach(LiveProcess::killTree);
    daemons.forEach(daemon -> daemon.awaitEnd(atMost));
    agents.forEach(agent -> agent.awaitEnd(atMost));
  }
}
