package dev.orch.cli.command.cleanup;

import dev.orch.api.ApiPath;
import dev.orch.api.cleanup.RestoredView;
import dev.orch.api.session.NoBody;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives back what a deleted session left. */
@Command(
    name = "restore",
    description = "Have a deleted session's work back, as a branch and a worktree.",
    footerHeading = "Examples:%n",
    footer = {"  orch restore k3v9m2p7qd", "  orch trash   shows what there is"})
public final class RestoreCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = Candidates.Trashed.class,
      description = "Of the session or of its entry in the trash.")
  private String id;

  /** Works with this context. */
  public RestoreCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("restore sessions");
    Answer answer =
        context
            .output()
            .during(
                "restoring", () -> context.daemon().post(ApiPath.RESTORE.with(id), new NoBody()));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      RestoredView back = answer.as(RestoredView.class);
      context.output().line("branch    " + back.branch());
      String worktree = context.surroundings().shown(Path.of(back.worktreePath()));
      context.output().line("worktree  " + worktree);
      context
          .output()
          .advice(
              "The session itself stays deleted; the work is yours. Empty folders, pipes and"
                  + " sockets are not kept.");
      context
          .output()
          .advice(
              "once it is not needed any more: git worktree unlock %1$s; git worktree remove %1$s"
                  .formatted(worktree));
    }
    return ExitCode.DONE.code();
  }
}
