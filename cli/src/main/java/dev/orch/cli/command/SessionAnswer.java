package dev.orch.cli.command;

import dev.orch.api.session.SessionView;
import dev.orch.api.session.WarningCode;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.text.Cell;
import dev.orch.cli.view.SessionWord;
import java.util.List;

/**
 * How a command says what became of the session it changed.
 *
 * @param context what the command works with
 */
public record SessionAnswer(CommandContext context) {
  /** Shows the daemon's answer, or in one line how the session is now. */
  public void show(Answer answer, String advice) {
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      show(answer.as(SessionView.class), advice);
    }
  }

  /** The same for a session whose worktree has gone, and what that left undone or in its place. */
  public void showWithoutWorktree(Answer answer, String advice) {
    show(answer, advice);
    if (!context.output().choices().json()) {
      answer.as(SessionView.class).warnings().stream()
          .filter(warning ->
              warning.code() == WarningCode.TEARDOWN_FAILED
                  || warning.code() == WarningCode.BRANCH_KEPT)
          .forEach(warning -> context.output().advice("warning: " + warning.text()));
    }
  }

  /** Shows in one line how the session is now. */
  public void show(SessionView session, String advice) {
    String stopping = session.stopping() == null ? "" : "stopping";
    context
        .output()
        .line(
            List.of(
                Cell.of(session.id()),
                SessionWord.full(session),
                Cell.of(stopping),
                Cell.title(session.title())));
    if (!advice.isEmpty()) {
      context.output().advice(advice);
    }
  }
}
