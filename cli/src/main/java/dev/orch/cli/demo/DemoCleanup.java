package dev.orch.cli.demo;

import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.process.Waiting;
import dev.orch.cli.view.UnsettledSessions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Ends what the demo started, once, however the demo ended. */
final class DemoCleanup {
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration SESSIONS = Duration.ofSeconds(15);
  private static final Duration DAEMON = Duration.ofSeconds(10);
  private static final Duration REMOVAL = Duration.ofSeconds(5);

  private final DemoPlace place;
  private final Path stateFolder;
  private final DaemonClient daemon;
  private final DemoProcesses processes;
  private final boolean keep;
  private boolean done;

  /**
   * Will end these.
   *
   * @param daemon finds whichever of the demo's daemons answers
   * @param processes all that the demo starts, also what it is just starting
   * @param keep whether the folder is left
   */
  DemoCleanup(
      DemoPlace place,
      Path stateFolder,
      DaemonClient daemon,
      DemoProcesses processes,
      boolean keep) {
    this.place = place;
    this.stateFolder = stateFolder;
    this.daemon = daemon;
    this.processes = processes;
    this.keep = keep;
  }

  /**
   * Does it, if it is not done yet. Who comes while another thread is at it waits for that one: a
   * process that is told to end does so when its hooks have returned.
   *
   * <p>First of all the demo can make nothing more, or it would do so in what is removed here. A
   * daemon that takes requests stops its sessions and is asked to end; one that does not yet is
   * killed.
   */
  synchronized void run() {
    if (done) {
      return;
    }
    done = true;
    processes.close(STEP);
    Optional<DaemonFile> file = DaemonFile.living(stateFolder);
    if (file.isPresent()) {
      stopSessions();
      file.get().process().terminate();
      if (!file.get().process().awaitEnd(DAEMON)) {
        file.get().process().killTree();
      }
    }
    processes.kill(DAEMON);
    if (!keep) {
      new Waiting(REMOVAL).until(this::removed);
    }
  }

  /**
   * Leaves all of it as it is, for who wanted that: nothing is ended any more. Changes nothing
   * where it has been ended already.
   */
  synchronized void leave() {
    done = true;
  }

  private void stopSessions() {
    try {
      UnsettledSessions unsettled = new UnsettledSessions(daemon, _ -> {});
      unsettled.stop(unsettled.list());
      unsettled.awaitNone(SESSIONS);
    } catch (CliException e) {
      // the processes are ended below, whether or not the daemon can be told
    }
  }

  private boolean removed() {
    try {
      place.remove();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
