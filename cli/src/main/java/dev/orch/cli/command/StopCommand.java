package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.StopBody;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a session's agent. */
@Command(
    name = "stop",
    description = {
      "Stop a session's agent; everything it did is kept. A second stop is harder.",
      "While its worktree is given up, the project's teardown is stopped."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch stop k3v9m2p7qd", "  orch stop k3v --json"})
public final class StopCommand implements Callable<Integer> {
  /** No agent is there to be stopped, nor anything to be resumed: a teardown was. */
  private static final Set<SessionState> AT_REST =
      EnumSet.of(SessionState.COMPLETED, SessionState.ARCHIVED, SessionState.DELETED);

  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Stoppable.class,
      description = "Id, or the beginning of one.")
  private String id;

  /** Works with this context. */
  public StopCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("stop sessions");
    Answer answer =
        context.daemon().post(ApiPath.STOP.with(id), new StopBody(StopBody.Reason.USER));
    boolean isAtRest = AT_REST.contains(answer.as(SessionView.class).state());
    new SessionAnswer(context)
        .show(
            answer,
            isAtRest
                ? "its teardown is stopped; the rest goes on"
                : "go on later: orch resume " + id);
    return ExitCode.DONE.code();
  }
}
