package dev.orch.cli;

import dev.orch.cli.client.Build;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.client.DaemonLocator;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.client.EventFeed;
import dev.orch.cli.client.Stranger;
import dev.orch.cli.client.Watchdog;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.launch.DaemonStarter;
import dev.orch.cli.process.Waiting;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What every command works with.
 *
 * @param parting what is told where the command is interrupted
 * @param input what is piped in, or the terminal
 */
public record CommandContext(
    Surroundings surroundings, Output output, Parting parting, InputStream input, Clock clock) {
  private static final Duration RETURN = Duration.ofMinutes(1);

  /** The daemon, started if none runs. */
  public DaemonClient daemon() {
    return client(this::startedPlace);
  }

  /**
   * The daemon for who follows something: started at first if none runs, and never again, because
   * somebody ended it on purpose. Later calls wait for it to come back, for a minute.
   */
  public DaemonClient followedDaemon() {
    AtomicBoolean met = new AtomicBoolean();
    return client(() -> {
      DaemonPlace.Ours place = met.get() ? returnedPlace() : startedPlace();
      met.set(true);
      return place;
    });
  }

  private DaemonPlace.Ours returnedPlace() {
    Waiting patience = new Waiting(RETURN);
    boolean told = false;
    while (true) {
      try {
        return runningPlace();
      } catch (NoDaemonException e) {
        if (patience.isOver() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      if (!told) {
        output.advice(EventFeed.LOST);
        told = true;
      }
      patience.pause();
    }
  }

  /** The daemon; with none running, every call ends in {@link NoDaemonException}. */
  public DaemonClient runningDaemon() {
    return client(this::runningPlace);
  }

  private DaemonClient client(Supplier<DaemonPlace.Ours> forCalls) {
    return new DaemonClient(
            surroundings.stateFolder(),
            forCalls,
            this::runningPlace,
            new Watchdog(output::awaits, Watchdog.USUAL))
        .telling(parting::sent);
  }

  /**
   * Where the daemon is.
   *
   * @throws NoDaemonException if it is nowhere
   */
  public DaemonPlace.Ours runningPlace() {
    return switch (new DaemonLocator(surroundings).find()) {
      case DaemonPlace.Ours ours -> ours;
      case DaemonPlace.Nobody nobody -> starting(nobody);
    };
  }

  /** One that is just starting has its port first, and answers once it has written its file. */
  private DaemonPlace.Ours starting(DaemonPlace.Nobody nobody) {
    Stranger there = nobody.running().isPresent() ? Stranger.NOBODY : Stranger.at(nobody.url());
    if (there == Stranger.A_DAEMON
        && new DaemonLocator(surroundings).find() instanceof DaemonPlace.Ours ours) {
      return ours;
    }
    throw missing(nobody, there);
  }

  /**
   * Where the daemon is, after it was started if need be.
   *
   * @throws CliException if it is nowhere and cannot be started
   */
  public DaemonPlace.Ours startedPlace() {
    return switch (new DaemonLocator(surroundings).find()) {
      case DaemonPlace.Ours ours -> {
        tellIfOlder(ours);
        yield ours;
      }
      case DaemonPlace.Nobody nobody -> {
        if (!nobody.canStart() || nobody.running().isPresent()) {
          yield starting(nobody);
        }
        if (surroundings.insideAgent()) {
          throw new NoDaemonException(
              Complaint.of("No daemon is running, and inside a session none is started."));
        }
        yield output.during("starting the daemon", new DaemonStarter(surroundings)::start);
      }
    };
  }

  /** What the daemon was started from, if that is older than this program. */
  public Optional<Build> olderBuild(DaemonPlace.Ours daemon) {
    return daemon.file().map(DaemonFile::build).flatMap(this::ifOlder);
  }

  /** The build, if it is older than this program. */
  public Optional<Build> ifOlder(Build build) {
    return Optional.of(build).filter(one -> one.isOlderThan(Build.own(surroundings.image())));
  }

  /** Says once that the daemon is older than this program, if it is. */
  public void tellIfOlder(DaemonPlace.Ours daemon) {
    olderBuild(daemon)
        .ifPresent(old ->
            output.adviceOnce(
                "the daemon is of an older version (%s): orch up   replaces it; agents go on"
                    .formatted(old.version())));
  }

  /** Refuses what an agent must not do in its user's name. */
  public void refuseInsideAgent(String what) {
    if (surroundings.insideAgent()) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of("An agent may not %s: this is for its user.".formatted(what)));
    }
  }

  /** The time. */
  public Instant now() {
    return clock.instant();
  }

  private NoDaemonException missing(DaemonPlace.Nobody nobody, Stranger there) {
    String state = surroundings.shown(surroundings.stateFolder());
    if (nobody.running().isPresent()) {
      return new NoDaemonException(
          Complaint.of(
                  "The daemon of state folder %s is at %s, not at %s."
                      .formatted(state, nobody.running().get().url(), nobody.url()))
              .with("use it", "unset ORCH_DAEMON_URL")
              .with("move it", "orch down, then orch up; unset it for the first"));
    }
    return switch (there) {
      case NOBODY -> new NoDaemonException(nowhere(nobody, state));
      case A_DAEMON, SOMETHING_ELSE ->
          new NoDaemonException(
              Complaint.of(
                      "What listens at %s is not the daemon of this installation (state folder %s)."
                          .formatted(nobody.url(), state))
                  .with("note", "it was not told the token")
                  .with("start ours", "PORT=8001 orch up, or set another port in .env"));
    };
  }

  private Complaint nowhere(DaemonPlace.Nobody nobody, String state) {
    return new DaemonLocator(surroundings)
        .impossiblePort()
        .map(port ->
            Complaint.of("No daemon is running (state folder %s).".formatted(state))
                .with(
                    "first",
                    "set PORT to a number from 0 to 65535: \"%s\" is none".formatted(port)))
        .orElseGet(() ->
            Complaint.of(
                "No daemon is running%s (state folder %s)."
                    .formatted(nobody.url().getPort() == 0 ? "" : " at " + nobody.url(), state)))
        .with("start it", "orch up");
  }
}
