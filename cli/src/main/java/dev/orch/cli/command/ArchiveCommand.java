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

/** Puts a session that has ended out of sight. */
@Command(
    name = "archive",
    description = "Put a session that has ended out of sight; everything of it is kept.",
    footerHeading = "Examples:%n",
    footer = {"  orch archive k3v9m2p7qd", "  orch sessions --archived   shows it too"})
public final class ArchiveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Archivable.class,
      description = "Id, or the beginning of one.")
  private String id;

  /** Works with this context. */
  public ArchiveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Answer answer = context.daemon().post(ApiPath.ARCHIVE.with(id), new NoBody());
    new SessionAnswer(context).show(answer, "back in sight: orch unarchive " + id);
    return ExitCode.DONE.code();
  }
}
