package dev.orch.cli.demo;

import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.process.LiveProcess;
import dev.orch.cli.process.Waiting;
import dev.orch.cli.view.UnsettledSessions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends what the demo started, once, however the demo ended. */
final class DemoCleanup {
  private static final Duration SESSIONS = Duration.ofSeconds(15);
  private static final Duration DAEMON = Duration.ofSeconds(10);
  private static final Duration REMOVAL = Duration.ofSeconds(5);

  private final DemoPlace place;
  private final Path stateFolder;
  private final DaemonClient daemon;
  private final List<LiveProcess> agents;
  private final boolean keep;
  private final AtomicBoolean done = new AtomicBoolean();

  /**
   * Will end these.
   *
   * @param agents the processes of the sessions
   * @param keep whether the folder is left
   */
  DemoCleanup(
      DemoPlace place,
      Path stateFolder,
      DaemonClient daemon,
      List<LiveProcess> agents,
      boolean keep) {
    this.place = place;
    this.stateFolder = stateFolder;
    this.daemon = daemon;
    this.agents = agents;
    this.keep = keep;
  }

  /** Does it, if it is not done yet. */
  void run() {
    if (done.getAndSet(true)) {
      return;
    }
    Optional<DaemonFile> file = DaemonFile.living(stateFolder);
    if (file.isPresent()) {
      stopSessions();
      file.get().process().terminate();
      if (!file.get().process().awaitEnd(DAEMON)) {
        file.get().process().kill();
      }
    }
    agents.forEach(LiveProcess::killTree);
    if (!keep) {
      new Waiting(REMOVAL).until(this::removed);
    }
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
