package dev.orch.cli.command.sessions;

import dev.orch.api.ApiPath;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.command.inbox.ShownInbox;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.view.Requests;
import dev.orch.cli.view.Seen;
import dev.orch.cli.view.SessionSheet;
import dev.orch.cli.view.Trouble;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one session. */
@Command(
    name = "show",
    description = "Show one session: its state, its branch, what it asks and what can be done.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch sessions show k3v9m2p7qd",
      "  orch sessions show k3v",
      "  orch sessions show k3v --json | jq -r .worktree_path"
    })
public final class SessionsShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  /** Works with this context. */
  public SessionsShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = context.daemon();
    Answer answer = daemon.get(ApiPath.SESSION.with(id));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    SessionView session = answer.as(SessionView.class);
    List<InputRequestView> open = Requests.open(daemon, session.id());
    new ShownInbox(context.surroundings(), context.now()).add(open);
    SessionSheet sheet =
        new SessionSheet(
            session,
            open,
            daemon.followUps(session.id()),
            Trouble.of(session, daemon),
            context.now(),
            context.output().choices().zone());
    context.output().line(List.of(Cell.of(session.id()), Cell.title(session.title())));
    context.output().table(sheet.rows(context.surroundings()));
    Seen.by(context.output(), daemon, session);
    return ExitCode.DONE.code();
  }
}
