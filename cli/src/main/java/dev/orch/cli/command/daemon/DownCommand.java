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
      tell(new Stopped(null, OptionalInt.of(0), OptionalLong.of(0))); // no daemon was ever here
      return ExitCode.DONE.code();
    }
    // agents that an earlier daemon left can be stopped by a daemon only
    DaemonClient daemon = all ? context.daemon() : context.runningDaemon();
    Optional<HealthView.Full> health = health(daemon);
    DaemonFile file = named(health);
    OptionalInt sessions = all ? OptionalInt.of(stopSessions(daemon)) : OptionalInt.empty();
    OptionalLong going = health.isEmpty() ? OptionalLong.empty() : OptionalLong.of(going(daemon));
    end(file);
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
      if (all) {
        Complaint complaint =
            Complaint.of("The sessions cannot be stopped; nothing was ended.")
                .with("why", e.complaint().headline());
        throw new CliException(ExitCode.PROBLEM, complaint.with(e.complaint().rows()));
      }
      context.output().advice(e.complaint().headline());
      return Optional.empty();
    }
  }

  private long going(DaemonClient daemon) {
    return new UnsettledSessions(daemon, context.output()::advice)
        .list().stream().filter(session -> hasProcess(session, daemon)).count();
  }

  private void end(DaemonFile file) {
    file.process().terminate();
    boolean ended =
        context
            .output()
            .during("waiting for the daemon to end", () -> file.process().awaitEnd(DAEMON));
    if (!ended) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of(
                  "The daemon was told to end and still runs (pid %d)."
                      .formatted(file.process().pid()))
              .with("see", "orch logs --daemon"));
    }
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

  /**
   * The daemon that daemon.json names, which is the one that answers: what it says of itself is
   * what it wrote down. One that cannot say anything is known by its process alone.
   */
  private DaemonFile named(Optional<HealthView.Full> health) {
    Path state = context.surroundings().stateFolder();
    Optional<DaemonFile> file = context.runningPlace().file();
    return file.filter(written -> health.stream().allMatch(said -> isOf(written, said, state)))
        .orElseThrow(() ->
            CliException.refused(
                "The daemon that answers%s is not the one of %s; nothing was stopped."
                    .formatted(health.map(DownCommand::identity).orElse(""), state)));
  }

  private static boolean isOf(DaemonFile written, HealthView.Full said, Path state) {
    return written.process().pid() == said.pid() && same(Path.of(said.stateFolder()), state);
  }

  private static String identity(HealthView.Full said) {
    return " (pid %d, state folder %s)".formatted(said.pid(), said.stateFolder());
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
