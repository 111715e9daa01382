package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.NoBody;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes an archived session back to what it was. */
@Command(
    name = "unarchive",
    description = "Take an archived session back to what it was.",
    footerHeading = "Examples:%n",
    footer = {"  orch unarchive k3v9m2p7qd"})
public final class UnarchiveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Archived.class,
      description = "Id, or the beginning of one.")
  private String id;

  /** Works with this context. */
  public UnarchiveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Answer answer = context.daemon().post(ApiPath.UNARCHIVE.with(id), new NoBody());
    new SessionAnswer(context).show(answer, "orch sessions show " + id);
    return ExitCode.DONE.code();
  }
}
