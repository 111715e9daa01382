package dev.orch.cli.command.daemon;

import dev.orch.api.ApiPath;
import dev.orch.api.HealthView;
import dev.orch.api.ProblemType;
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
import dev.orch.cli.process.RunFolders;
import dev.orch.cli.view.UnsettledSessions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
      tell(new Stopped(null, OptionalInt.of(0), OptionalLong.of(0))); // no daemon was ever here
      return ExitCode.DONE.code();
    }
    // agents that an earlier daemon left can be stopped by a daemon only
    DaemonClient daemon = all ? context.daemon() : context.runningDaemon();
    Optional<HealthView.Full> health = health(daemon);
    DaemonEnd running = new DaemonEnd(context);
    DaemonFile file = running.named(health);
    if (all && health.isEmpty()) {
      return endWithoutDatabase(running, file);
    }
    OptionalInt sessions = all ? OptionalInt.of(stopSessions(daemon)) : OptionalInt.empty();
    OptionalLong going = health.isEmpty() ? OptionalLong.empty() : OptionalLong.of(going(daemon));
    running.end(file);
    tell(new Stopped(file.process().pid(), sessions, going));
    return ExitCode.DONE.code();
  }

  /** What it says of itself; empty, after saying why, where its store keeps it from doing so. */
  private Optional<HealthView.Full> health(DaemonClient daemon) {
    try {
      return Optional.of(daemon.get(ApiPath.HEALTH.with()).as(HealthView.Full.class));
    } catch (ProblemException e) {
      if (!e.is(ProblemType.STORE_UNAVAILABLE)) {
        throw e;
      }
      context.output().advice(e.complaint().headline());
      return Optional.empty();
    }
  }

  /** The daemon first, so that it does not begin again what is ended; no session can be settled. */
  private int endWithoutDatabase(DaemonEnd running, DaemonFile file) {
    running.end(file);
    int agents =
        context
            .output()
            .during(
                "ending the agents",
                new RunFolders(context.surroundings().stateFolder())::endAgents);
    if (context.output().choices().json()) {
      tell(new Stopped(file.process().pid(), OptionalInt.empty(), OptionalLong.of(0)));
      return ExitCode.DONE.code();
    }
    context
        .output()
        .line(
            "The daemon has stopped. %s by what the run folders say."
                .formatted(
                    switch (agents) {
                      case 0 -> "No agent was at work";
                      case 1 -> "1 agent was ended";
                      default -> agents + " agents were ended";
                    }));
    context.output().advice("put the database back, then orch up   settles their sessions");
    return ExitCode.DONE.code();
  }

  private long going(DaemonClient daemon) {
    return new UnsettledSessions(daemon, context.output()::advice)
        .list().stream().filter(session -> hasProcess(session, daemon)).count();
  }

  /**
   * What was done.
   *
   * @param pid the daemon's; null if there was none
   * @param sessions how many were stopped; empty if they were left alone
   * @param going how many agents go on; empty if nobody knows
   */
  private record Stopped(@Nullable Long pid, OptionalInt sessions, OptionalLong going) {}

  private void tell(Stopped stopped) {
    if (context.output().choices().json()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("stopped_pid", stopped.pid());
      facts.put("sessions_left", stopped.going().isEmpty() ? null : stopped.going().getAsLong());
      context.output().json(Json.text(facts));
      return;
    }
    String daemon = stopped.pid() == null ? "No daemon is running." : "The daemon has stopped.";
    if (stopped.going().isEmpty()) {
      context.output().line(daemon + " How many agents go on is not known.");
      context.output().advice("orch up   takes them up again, once the database is back");
    } else if (stopped.going().getAsLong() == 0) {
      context.output().line(sessions(stopped) + daemon + " No agent is running.");
    } else {
      long going = stopped.going().getAsLong();
      context
          .output()
          .line(
              "%s %d %s.".formatted(daemon, going, going == 1 ? "agent goes on" : "agents go on"));
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
      List<TurnView> turns = daemon.turns(session.id());
      return !turns.isEmpty()
          && turns.getLast().startedAt() != null
          && turns.getLast().outcome() == null;
    } catch (ProblemException e) {
      return false; // it is gone
    }
  }
}
