package dev.orch.cli.command.daemon;

import dev.orch.api.ApiPath;
import dev.orch.api.ConfigView;
import dev.orch.api.HealthView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.Build;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.client.DaemonLocator;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the daemon. */
@Command(
    name = "up",
    description = {
      "Start the daemon, if it does not run yet, and wait until it answers.",
      "One of an older version is replaced; its agents go on."
    },
    footerHeading = "Examples:%n",
    footer = {
      "  orch up",
      "  PORT=9000 orch up",
      "  ORCH_DAEMON_URL=http://127.0.0.1:9000 orch up"
    })
public final class UpCommand implements Callable<Integer> {
  /** Of the half minute that it has; a daemon that is hung is told as one. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final CommandContext context;

  /** Works with this context. */
  public UpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<DaemonPlace.Ours> before = running();
    Optional<Build> replaced =
        before.flatMap(context::olderBuild).isPresent() ? replace() : Optional.empty();
    boolean ran = before.isPresent() && replaced.isEmpty();
    DaemonPlace.Ours place = context.startedPlace();
    DaemonClient daemon = context.runningDaemon().within(SILENCE);
    Answer answer = daemon.get(ApiPath.HEALTH.with());
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      HealthView.Full health = answer.as(HealthView.Full.class);
      context
          .output()
          .line(
              "%s: %s  version %s  pid %d"
                  .formatted(
                      ran ? "The daemon was running already" : "The daemon is running",
                      place.url(),
                      health.version(),
                      health.pid()));
      replaced.ifPresent(old ->
          context
              .output()
              .advice(
                  "it took the place of an older one (%s); agents go on".formatted(old.version())));
      if (!ran) {
        context.output().advice("orch down   stops it; agents go on");
      }
    }
    if (ran) {
      warnOfPort(place);
    }
    warn(daemon);
    return ExitCode.DONE.code();
  }

  private Optional<DaemonPlace.Ours> running() {
    return new DaemonLocator(context.surroundings()).find() instanceof DaemonPlace.Ours ours
        ? Optional.of(ours)
        : Optional.empty();
  }

  /**
   * Ends the one that answers, if it is older still: somebody else may have replaced it meanwhile.
   * The next one takes up its agents.
   */
  private Optional<Build> replace() {
    context.refuseInsideAgent("replace the daemon");
    HealthView.Full health =
        context
            .runningDaemon()
            .within(SILENCE)
            .get(ApiPath.HEALTH.with())
            .as(HealthView.Full.class);
    DaemonEnd daemon = new DaemonEnd(context);
    DaemonFile answering = daemon.named(Optional.of(health));
    Optional<Build> older = context.ifOlder(answering.build());
    if (older.isPresent()) {
      daemon.end(answering);
    }
    return older;
  }

  private void warnOfPort(DaemonPlace.Ours place) {
    new DaemonLocator(context.surroundings())
        .setPortNumber()
        .filter(port -> port != 0 && port != place.url().getPort())
        .ifPresent(port ->
            context
                .output()
                .warning(
                    "warning: it listens on port %d, not on %d as asked: orch down, then orch up"
                        .formatted(place.url().getPort(), port)));
  }

  /** That it runs is what was asked for; that its settings cannot be told changes nothing of it. */
  private void warn(DaemonClient daemon) {
    try {
      daemon
          .get(ApiPath.CONFIG.with())
          .as(ConfigView.class)
          .warnings()
          .forEach(warning -> context.output().warning("warning: " + warning));
    } catch (ProblemException e) {
      context.output().warning("warning: " + e.getMessage());
    }
  }
}
