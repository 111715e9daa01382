package dev.orch.cli.command.daemon;

import dev.orch.api.ApiPath;
import dev.orch.api.HealthView;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.TurnView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.client.Json;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.view.UnsettledSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the daemon; agents go on unless told otherwise. */
@Command(
    name = "down",
    description = "Stop the daemon. Agents go on, and the next daemon takes them up again.",
    footerHeading = "Examples:%n",
    footer = {"  orch down", "  orch down --all"})
public final class DownCommand implements Callable<Integer> {
  private static final Duration SESSIONS = Duration.ofMinutes(2);
  private static final Duration DAEMON = Duration.ofSeconds(30);

  private final CommandContext context;

  @Option(
      names = "--all",
      description = "Stop the sessions first, also those that an earlier daemon left.")
  private boolean all;

  /** Works with this context. */
  public DownCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("stop the daemon");
    if (all && !Files.exists(context.surroundings().stateFolder())) {
      tell(new Stopped(null, OptionalInt.of(0), 0)); // no daemon was ever here
      return ExitCode.DONE.code();
    }
    // agents that an earlier daemon left can be stopped by a daemon only
    DaemonClient daemon = all ? context.daemon() : context.runningDaemon();
    HealthView.Full health = daemon.get(ApiPath.HEALTH.with()).as(HealthView.Full.class);
    DaemonFile file = requireSame(health);
    OptionalInt sessions = all ? OptionalInt.of(stopSessions(daemon)) : OptionalInt.empty();
    long going =
        new UnsettledSessions(daemon, context.output()::advice)
            .list().stream().filter(session -> hasProcess(session, daemon)).count();
    file.process().terminate();
    boolean ended =
        context
            .output()
            .during("waiting for the daemon to end", () -> file.process().awaitEnd(DAEMON));
    if (!ended) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of(
                  "The daemon was told to end and still runs (pid %d).".formatted(health.pid()))
              .with("see", "orch logs --daemon"));
    }
    tell(new Stopped(health.pid(), sessions, going));
    return ExitCode.DONE.code();
  }

  /**
   * What was done.
   *
   * @param pid the daemon's; null if there was none
   * @param sessions how many were stopped; empty if they were left alone
   * @param going how many agents go on
   */
  private record Stopped(@Nullable Long pid, OptionalInt sessions, long going) {}

  private void tell(Stopped stopped) {
    if (context.output().choices().json()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("stopped_pid", stopped.pid());
      facts.put("sessions_left", stopped.going());
      context.output().json(Json.text(facts));
      return;
    }
    String daemon = stopped.pid() == null ? "No daemon is running." : "The daemon has stopped.";
    if (stopped.going() == 0) {
      context.output().line(sessions(stopped) + daemon + " No agent is running.");
    } else {
      context
          .output()
          .line(
              "%s %d %s."
                  .formatted(
                      daemon,
                      stopped.going(),
                      stopped.going() == 1 ? "agent goes on" : "agents go on"));
      context.output().advice("orch up   takes them up again        orch down --all   stops them");
    }
  }

  private static String sessions(Stopped stopped) {
    if (stopped.sessions().isEmpty()) {
      return "";
    }
    return switch (stopped.sessions().getAsInt()) {
      case 0 -> "No session was to be stopped. ";
      case 1 -> "1 session was stopped. ";
      default -> stopped.sessions().getAsInt() + " sessions were stopped. ";
    };
  }

  /** The running daemon, if what it says of itself is what it wrote down. */
  private DaemonFile requireSame(HealthView.Full health) {
    Path state = context.surroundings().stateFolder();
    Optional<DaemonFile> file = context.runningPlace().file();
    boolean same =
        file.isPresent()
            && file.get().process().pid() == health.pid()
            && same(Path.of(health.stateFolder()), state);
    if (!same) {
      throw CliException.refused(
          "The daemon that answers (pid %d, state folder %s) is not the one of %s; nothing was stopped."
              .formatted(health.pid(), health.stateFolder(), state));
    }
    return file.orElseThrow();
  }

  private static boolean same(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }

  private int stopSessions(DaemonClient daemon) {
    UnsettledSessions unsettled = new UnsettledSessions(daemon, context.output()::advice);
    List<SessionView> sessions = unsettled.list();
    if (sessions.isEmpty()) {
      return 0;
    }
    unsettled.stop(sessions);
    boolean settled =
        context
            .output()
            .during(
                "waiting for %d %s to stop"
                    .formatted(sessions.size(), sessions.size() == 1 ? "session" : "sessions"),
                () -> unsettled.awaitNone(SESSIONS));
    if (!settled) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of("Some sessions did not stop; the daemon goes on.")
              .with("see", "orch sessions list"));
    }
    return sessions.size();
  }

  /** Whether an agent of it runs: its last turn was started and has not ended. */
  private static boolean hasProcess(SessionView session, DaemonClient daemon) {
    try {
      List<TurnView> turns =
          daemon.get(ApiPath.TURNS.with(session.id())).pageOf(TurnView.class).items();
      return !turns.isEmpty()
          && turns.getLast().startedAt() != null
          && turns.getLast().outcome() == null;
    } catch (ProblemException e) {
      return false; // it is gone
    }
  }
}
