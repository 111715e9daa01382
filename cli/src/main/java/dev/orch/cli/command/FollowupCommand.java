package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.session.EditFollowUp;
import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpBody;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.FollowUpView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.view.MessageWords;
import dev.orch.cli.view.SessionWord;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says more to a session. */
@Command(
    name = "followup",
    description = "Say more to a session, whatever it is doing.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch followup k3v9m2p7qd \"focus on error handling\"",
      "  orch followup k3v --edit f2x9 \"focus on retries\"",
      "  orch followup k3v - < notes.txt"
    })
public final class FollowupCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "MESSAGE",
      description = "What to say; - reads it from standard input.")
  private List<String> message = List.of();

  @Option(names = "--next-turn", description = "Keep it until the turn is over.")
  private boolean nextTurn;

  @Option(
      names = "--interrupt",
      hidden = true,
      description = "Interrupt the turn and begin one with this.")
  private boolean interrupt;

  @Option(
      names = "--edit",
      paramLabel = "ID",
      description = "Let a message that waits say this instead.")
  private @Nullable String edited;

  @Option(names = "--withdraw", paramLabel = "ID", description = "Take a message back that waits.")
  private @Nullable String withdrawn;

  /** Works with this context. */
  public FollowupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (withdrawn != null) {
      withdraw(withdrawn);
      return ExitCode.DONE.code();
    }
    String text = text();
    if (edited != null) {
      edit(edited, text);
      return ExitCode.DONE.code();
    }
    Answer answer =
        context.daemon().post(ApiPath.FOLLOW_UP.with(id), new FollowUpBody(text, mode()));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      show(answer.as(FollowUpAnswer.class));
    }
    return ExitCode.DONE.code();
  }

  private String text() {
    if (message.isEmpty()) {
      throw CliException.misuse(
          edited == null
              ? "What is to be said? orch followup %s \"...\"".formatted(id)
              : "What is it to say? orch followup %s --edit %s \"...\"".formatted(id, edited));
    }
    return new PromptSource(context.input(), context.surroundings().folder())
        .of(String.join(" ", message));
  }

  private void edit(String followUp, String text) {
    requireAlone("--edit");
    Answer answer =
        context
            .daemon()
            .put(ApiPath.KEPT_FOLLOW_UP.with(id, followUp), new EditFollowUp(text, null));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      FollowUpView now = answer.as(FollowUpView.class);
      context
          .output()
          .line(List.of(Cell.of(now.id()), Cell.of("says now:"), Cell.title(now.message())));
    }
  }

  private void withdraw(String followUp) {
    requireAlone("--withdraw");
    if (!message.isEmpty()) {
      throw CliException.misuse("orch followup: --withdraw takes no message; --edit does.");
    }
    context.daemon().delete(ApiPath.KEPT_FOLLOW_UP.with(id, followUp));
    if (!context.output().choices().json()) {
      context.output().line(followUp + " is taken back.");
    }
  }

  private void requireAlone(String option) {
    boolean alone = !nextTurn && !interrupt && (edited == null || withdrawn == null);
    if (!alone) {
      throw CliException.misuse("orch followup: %s goes with no other option.".formatted(option));
    }
  }

  private void show(FollowUpAnswer answer) {
    context
        .output()
        .line(
            List.of(
                Cell.of(answer.session().id()),
                SessionWord.full(answer.session()),
                Cell.of(MessageWords.became(answer))));
    if (answer.note() != null) {
      context.output().advice(answer.note());
    }
    FollowUpView waits = answer.followUp();
    if (waits != null) {
      context
          .output()
          .advice(
              "orch followup %1$s --edit %2$s \"...\"   change it        --withdraw %2$s   take it back"
                  .formatted(answer.session().id(), waits.id()));
    }
    context.output().advice("orch logs -f " + answer.session().id());
  }

  private @Nullable FollowUpMode mode() {
    if (nextTurn && interrupt) {
      throw CliException.misuse("orch followup: it is either --next-turn or --interrupt.");
    }
    return interrupt ? FollowUpMode.INTERRUPT : nextTurn ? FollowUpMode.NEXT_TURN : null;
  }
}
