package dev.orch.cli.command.cleanup;

import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.command.SessionAnswer;
import dev.orch.cli.failure.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives up the folder of a session's worktree. */
@Command(
    name = "release",
    description =
        "Free the disk of a session's worktree. Its changes are kept, and the next turn has the"
            + " folder again as it was; files that git ignores are not kept.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch release k3v9m2p7qd",
      "  orch release k3v --yes                    asks nothing",
      "  orch followup k3v9m2p7qd \"and the docs\"   makes the folder again"
    })
public final class ReleaseCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Releasable.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Option(names = "--yes", description = "Ask nothing: what does not come back may go.")
  private boolean yes;

  @Option(
      names = "--plan-hash",
      paramLabel = "H",
      description = "Of the inventory that was seen: what does not come back may go.")
  private @Nullable String planHash;

  /** Works with this context. */
  public ReleaseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("release worktrees");
    Optional<Release.Done> done =
        new Release(context, id, "orch release", new Release.Agreement(planHash, yes)).run();
    if (done.isEmpty()) {
      context.output().advice("Nothing was released.");
      return ExitCode.PROBLEM.code();
    }
    new SessionAnswer(context)
        .showWithoutWorktree(
            done.get().answer(),
            "%s; go on with it: orch followup %s".formatted(done.get().freed(), id));
    return ExitCode.DONE.code();
  }
}
