package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.session.NoBody;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.command.cleanup.Release;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a session that has ended out of sight. */
@Command(
    name = "archive",
    description = "Put a session that has ended out of sight; everything of it is kept.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch archive k3v9m2p7qd",
      "  orch sessions --archived   shows it too",
      "  orch archive k3v --release   frees the disk of its worktree too"
    })
public final class ArchiveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Archivable.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Option(
      names = "--release",
      description = "Free the disk of its worktree first; see orch release.")
  private boolean release;

  @Option(
      names = "--yes",
      description = "With --release: ask nothing, what does not come back may go.")
  private boolean yes;

  @Option(
      names = "--plan-hash",
      paramLabel = "H",
      description = "With --release: of the inventory that was seen.")
  private @Nullable String planHash;

  /** Works with this context. */
  public ArchiveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!release && (planHash != null || yes)) {
      throw CliException.misuse("orch archive: --plan-hash and --yes go with --release.");
    }
    String freed = "";
    if (release) {
      context.refuseInsideAgent("release worktrees");
      Optional<String> done = released();
      if (done.isEmpty()) {
        context.output().advice("Nothing was released or archived.");
        return ExitCode.PROBLEM.code();
      }
      freed = done.get() + "; ";
    }
    Answer answer = context.daemon().post(ApiPath.ARCHIVE.with(id), new NoBody());
    new SessionAnswer(context).show(answer, freed + "back in sight: orch unarchive " + id);
    return ExitCode.DONE.code();
  }

  /** What came of it; empty if somebody was asked and did not agree. */
  private Optional<String> released() {
    try {
      return new Release(
              context, id, "orch archive --release", new Release.Agreement(planHash, yes))
          .run()
          .map(Release.Done::freed);
    } catch (ProblemException refused) {
      if (refused.is(ProblemType.ILLEGAL_TRANSITION) && isReleased()) {
        return Optional.of("its worktree was released already");
      }
      throw refused;
    }
  }

  private boolean isReleased() {
    return context.daemon().get(ApiPath.SESSION.with(id)).as(SessionView.class).releasedAt()
        != null;
  }
}
