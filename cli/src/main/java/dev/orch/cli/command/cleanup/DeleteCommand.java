package dev.orch.cli.command.cleanup;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.cleanup.CleanupPreview;
import dev.orch.api.cleanup.DeleteBody;
import dev.orch.api.cleanup.TrashView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.command.SessionAnswer;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Suggestion;
import dev.orch.cli.view.SessionWord;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a session. */
@Command(
    name = "delete",
    description = {
      "Delete a session. Its files and commits can be had back for 30 days: orch restore.",
      "Copies of the database that were made before keep what was said in it: see orch backup."
    },
    footerHeading = "Examples:%n",
    footer = {
      "  orch delete k3v9m2p7qd                   shows what goes, and asks",
      "  orch delete k3v --delete-branch --yes",
      "  orch delete k3v --force                  stops its agent first"
    })
public final class DeleteCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Deletable.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Option(names = "--delete-branch", description = "Its branch too; the trash keeps the commits.")
  private boolean deleteBranch;

  @Option(names = "--force", description = "Stop its agent first.")
  private boolean force;

  @Option(names = "--yes", description = "Ask nothing.")
  private boolean yes;

  @Option(
      names = "--plan-hash",
      paramLabel = "H",
      description = "Of the inventory that was seen: nothing else is taken.")
  private @Nullable String planHash;

  /** Works with this context. */
  public DeleteCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("delete sessions");
    DaemonClient daemon = context.daemon();
    boolean asks =
        !yes
            && planHash == null
            && !context.output().choices().json()
            && context.output().screen().inputIsTerminal();
    if (!asks) {
      show(daemon, delete(daemon, id, planHash));
      return ExitCode.DONE.code();
    }
    SessionView session = daemon.get(ApiPath.SESSION.with(id)).as(SessionView.class);
    CleanupPreview preview =
        context
            .output()
            .during("looking at what would go", () -> daemon.get(previewed(session.id())))
            .as(CleanupPreview.class);
    if (!agrees(session, preview)) {
      context.output().advice("Nothing was deleted.");
      return ExitCode.PROBLEM.code();
    }
    show(daemon, delete(daemon, session.id(), preview.planHash()));
    return ExitCode.DONE.code();
  }

  private String previewed(String session) {
    return ApiPath.CLEANUP_PREVIEW.with(session) + (deleteBranch ? "?delete_branch=true" : "");
  }

  /** What was typed may be the beginning of an id: what is agreed to is shown as what it is. */
  private boolean agrees(SessionView session, CleanupPreview preview) {
    context
        .output()
        .line(
            List.of(
                Cell.of("This removes session " + session.id()),
                SessionWord.full(session),
                Cell.title(session.title())));
    Inventory inventory = new Inventory(preview);
    inventory.print(context);
    context
        .output()
        .line(
            inventory.leavesWork()
                ? "Files and commits can be had back (orch restore %s); transcript, artifacts, log and"
                        .formatted(session.id())
                    + " events cannot, nor can empty folders, pipes and sockets."
                : "None of it can be had back: transcript, artifacts, log and events.");
    return Inventory.isAgreedTo(context, "Delete? [y/N] ");
  }

  private Answer delete(DaemonClient daemon, String session, @Nullable String agreed) {
    try {
      return context
          .output()
          .during(
              "deleting",
              () ->
                  daemon.post(
                      ApiPath.DELETE.with(session), new DeleteBody(deleteBranch, agreed, force)));
    } catch (ProblemException refused) {
      boolean preview =
          refused.is(ProblemType.LOSES_WORK) || refused.is(ProblemType.INVENTORY_CHANGED);
      if (!preview || context.output().choices().json()) {
        throw refused;
      }
      throw explained(session, refused);
    }
  }

  /** What would go, and the command that agrees to it. */
  private CliException explained(String session, ProblemException refused) {
    CleanupPreview preview = Inventory.refused(refused);
    new Inventory(preview).print(context);
    boolean live =
        preview.items().stream().anyMatch(item -> item.kind() == CleanupPreview.Kind.PROCESS);
    Suggestion agreeing =
        new Suggestion("orch delete " + session)
            .flag("--delete-branch", deleteBranch)
            .flag("--force", force || live)
            .flag("--yes", true)
            .option("--plan-hash", preview.planHash());
    return new CliException(
        ExitCode.PROBLEM,
        Complaint.of(refused.complaint().headline())
            .with("plan hash", preview.planHash())
            .with("agree", agreeing.toString()));
  }

  private void show(DaemonClient daemon, Answer answer) {
    String advice =
        context.output().choices().json()
            ? ""
            : backAgain(daemon, answer.as(SessionView.class).id());
    new SessionAnswer(context).showWithoutWorktree(answer, advice);
  }

  /** How its work is had back, if it had any that is kept; nothing where that cannot be told. */
  private static String backAgain(DaemonClient daemon, String session) {
    UrlQuery ofIt = new UrlQuery().add("session", session);
    try {
      return daemon.all(ApiPath.TRASH, ofIt, TrashView.class).isEmpty()
          ? ""
          : "have its work back: orch restore " + session;
    } catch (CliException _) {
      return ""; // it is deleted all the same
    }
  }
}
