package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.command.follow.SessionLog;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.view.NextLook;
import dev.orch.cli.view.SessionWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what an agent says and does. */
@Command(
    name = "logs",
    description = "What a session's agent said and did.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch logs -f k3v9m2p7qd",
      "  orch logs k3v --raw --turn 2 > turn-2.ndjson",
      "  orch logs k3v --raw --lines 500",
      "  orch logs --daemon"
    })
public final class LogsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private @Nullable String id;

  @Option(
      names = {"-f", "--follow"},
      description =
          "Go on until the session is done, has failed or was stopped; with --raw, until the turn"
              + " has ended.")
  private boolean follow;

  @Option(
      names = "--raw",
      description = "What the agent printed, as it is: all of the newest turn's.")
  private boolean raw;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "With --raw: the last lines of all turns, 1-2000.")
  private @Nullable Integer lines;

  @Option(names = "--turn", paramLabel = "N", description = "With --raw: what this turn printed.")
  private @Nullable Integer turn;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      completionCandidates = Candidates.Streams.class,
      description = "With --raw: stdout, as usual, or stderr.")
  private @Nullable String stream;

  @Option(names = "--daemon", description = "The daemon's own log.")
  private boolean daemonLog;

  /** Works with this context. */
  public LogsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    refuseImpossible();
    if (daemonLog) {
      return printDaemonLog();
    }
    if (id == null) {
      throw CliException.misuse("orch logs: name a session, or --daemon.");
    }
    DaemonClient daemon = follow ? context.followedDaemon() : context.daemon();
    if (raw) {
      return printRaw(new RawLog(daemon, context.output(), id));
    }
    SessionView session = daemon.get(ApiPath.SESSION.with(id)).as(SessionView.class);
    if (context.output().choices().json() && !follow) {
      UrlQuery filter = new UrlQuery().add("session", session.id()).add("limit", 500);
      String target = ApiPath.EVENTS.with() + filter;
      context.output().json(daemon.get(target).body());
      return ExitCode.DONE.code();
    }
    SessionLog log = new SessionLog(context, daemon, session);
    log.printRecorded();
    if (follow && log.follow(SessionWord::isSettled)) {
      context.output().advice(NextLook.after(session));
    }
    return ExitCode.DONE.code();
  }

  private void refuseImpossible() {
    boolean narrowed = turn != null || stream != null;
    if (!raw && (lines != null || narrowed)) {
      throw CliException.misuse("orch logs: --lines, --turn and --stream go with --raw.");
    }
    if (lines != null && (follow || narrowed)) {
      throw CliException.misuse(
          "orch logs: --lines is of all turns: without it, -f, --turn and --stream say what to"
              + " print.");
    }
    if (raw && narrowed && !follow) {
      context.output().refuseJson("orch logs --turn, --stream: they print bytes");
    }
    if (follow && daemonLog) {
      throw CliException.misuse(
          "orch logs: -f does not go with --daemon: tail -f "
              + context.surroundings().shown(daemonLog()));
    }
  }

  private Path daemonLog() {
    return context.surroundings().stateFolder().resolve("daemon.log");
  }

  /** Bytes have no form for programs that want JSON: those get lines. */
  private int printRaw(RawLog log) {
    if (follow) {
      log.follow(turn, stream);
    } else if (lines != null || context.output().choices().json()) {
      log.tail(lines);
    } else {
      log.print(turn, stream);
    }
    return ExitCode.DONE.code();
  }

  private int printDaemonLog() {
    context.output().refuseJson("orch logs --daemon: it prints a file as it is");
    Path log = daemonLog();
    try (InputStream bytes = Files.newInputStream(log)) {
      context.output().printed(bytes);
      return ExitCode.DONE.code();
    } catch (IOException e) {
      throw CliException.refused("There is no log of a daemon at %s.".formatted(log));
    }
  }
}
