package dev.orch.cli.command.cleanup;

import dev.orch.api.ApiPath;
import dev.orch.api.ProblemType;
import dev.orch.api.cleanup.CleanupPreview;
import dev.orch.api.cleanup.ReleaseBody;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.ProblemException;
import dev.orch.cli.text.FileSize;
import dev.orch.cli.text.Suggestion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives up the folder of a session's worktree: at once where all of it comes back, and where not,
 * once somebody agreed.
 *
 * @param command that is suggested to agree with
 * @param agreement what was agreed to beforehand
 */
public record Release(CommandContext context, String id, String command, Agreement agreement) {

  /**
   * What somebody said before it was looked at.
   *
   * @param planHash of the inventory that was seen; null if none was
   * @param yes whether it was agreed to whatever there is
   */
  public record Agreement(@Nullable String planHash, boolean yes) {}

  /**
   * What came of it.
   *
   * @param freed for a person
   */
  public record Done(Answer answer, String freed) {}

  /**
   * Does it.
   *
   * @return empty if somebody was asked and did not agree
   */
  public Optional<Done> run() {
    DaemonClient daemon = context.daemon();
    CleanupPreview preview =
        daemon.get(ApiPath.CLEANUP_PREVIEW.with(id) + "?for=release").as(CleanupPreview.class);
    boolean loses = preview.items().stream().anyMatch(CleanupPreview.Item::lost);
    @Nullable String hash = agreement.planHash();
    if (loses && hash == null && (agreement.yes() || mayAsk())) {
      if (!agreement.yes() && !agrees(preview)) {
        return Optional.empty();
      }
      hash = preview.planHash();
    }
    Answer answer = release(daemon, hash);
    return Optional.of(new Done(answer, FileSize.of(preview.freedBytes()) + " freed"));
  }

  private boolean mayAsk() {
    return !context.output().choices().json() && context.output().screen().inputIsTerminal();
  }

  private boolean agrees(CleanupPreview preview) {
    context.output().line("The worktree of session %s holds:".formatted(id));
    new Inventory(preview).print(context);
    context.output().line("Everything but what is gone for good comes back with the next turn.");
    return Inventory.isAgreedTo(context, "Release? [y/N] ");
  }

  private Answer release(DaemonClient daemon, @Nullable String hash) {
    try {
      return context
          .output()
          .during("releasing", () -> daemon.post(ApiPath.RELEASE.with(id), new ReleaseBody(hash)));
    } catch (ProblemException refused) {
      boolean wantsAgreement =
          refused.is(ProblemType.LOSES_WORK) || refused.is(ProblemType.INVENTORY_CHANGED);
      if (!wantsAgreement || context.output().choices().json()) {
        throw refused;
      }
      throw explained(refused);
    }
  }

  /** What would not come back, and the command that agrees to it. */
  private CliException explained(ProblemException refused) {
    CleanupPreview preview = Inventory.refused(refused);
    new Inventory(preview).print(context);
    return new CliException(
        ExitCode.PROBLEM,
        Complaint.of(refused.complaint().headline())
            .with("plan hash", preview.planHash())
            .with(
                "agree",
                new Suggestion(command + " " + id)
                    .option("--plan-hash", preview.planHash())
                    .toString()));
  }
}
