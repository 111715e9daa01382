package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.CommandView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.Output;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.command.follow.SessionLog;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.view.NextLook;
import dev.orch.cli.view.Seen;
import dev.orch.cli.view.SessionWord;
import dev.orch.cli.view.Trouble;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives an agent something to do and stays until it is done. */
@Command(
    name = "run",
    description =
        "Give an agent something to do and follow it. Ends with 0 when it is done, 4 when it failed"
            + " or was stopped, 5 when it needs you. Ctrl-C ends the following; the session goes"
            + " on.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch run claude implement my-app \"add error handling to the API\"",
      "  orch run \"ask claude to review src/auth in my-app\"",
      "  orch run claude analyze my-app - < question.txt && echo answered"
    })
public final class RunCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Takes what {@code send} takes. */
  @Mixin private final SendCommand send;

  /** Works with this context. */
  public RunCommand(CommandContext context) {
    this.context = context;
    this.send = new SendCommand(context);
  }

  @Override
  public Integer call() {
    if (send.isDryRun()) {
      return send.call();
    }
    DaemonClient daemon = context.followedDaemon();
    CommandView command =
        send.sent(daemon, ApiPath.COMMANDS.with(), send.body(daemon)).as(CommandView.class);
    SessionView session = command.session();
    if (session == null) {
      return ExitCode.DONE.code();
    }
    context.parting().leaves(session.id());
    Output output = context.output();
    if (!output.choices().json()) {
      output.advice("%s begins; Ctrl-C lets it go on (orch logs -f %1$s)".formatted(session.id()));
    }
    SessionLog log = new SessionLog(context, daemon, session);
    log.follow(RunCommand::isOver);
    SessionView after = log.session();
    context.parting().over();
    return tell(after, daemon);
  }

  /** Whether nothing more happens before a person does something. */
  private static boolean isOver(SessionView session) {
    return SessionWord.isSettled(session) || SessionWord.of(session) == Mark.NEEDS_YOU;
  }

  private int tell(SessionView session, DaemonClient daemon) {
    Output output = context.output();
    if (!output.choices().json()) {
      output.line(
          List.of(Cell.of(session.id()), SessionWord.full(session), Cell.title(session.title())));
      Trouble.of(session, daemon)
          .map(Trouble::hint) // why is among the lines that were followed
          .filter(hint -> !hint.isEmpty())
          .ifPresent(output::advice);
      advise(session, daemon);
    }
    return exit(session).code();
  }

  private void advise(SessionView session, DaemonClient daemon) {
    if (SessionWord.of(session) == Mark.NEEDS_YOU) {
      context.output().advice("orch inbox        orch answer        orch logs -f " + session.id());
    } else {
      Seen.by(context.output(), daemon, session);
      context.output().advice(NextLook.after(session));
    }
  }

  /** What a program is told of how it ended. */
  static ExitCode exit(SessionView session) {
    return switch (SessionWord.of(session)) {
      case DONE, WORKING, QUEUED -> ExitCode.DONE;
      case FAILED, STOPPED -> ExitCode.SESSION_FAILED;
      case NEEDS_YOU -> ExitCode.NEEDS_YOU;
    };
  }
}
