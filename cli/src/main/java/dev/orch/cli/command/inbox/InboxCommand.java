package dev.orch.cli.command.inbox;

import dev.orch.api.ApiPath;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.view.PickedSessions;
import dev.orch.cli.view.Requests;
import dev.orch.cli.view.Trouble;
import dev.orch.cli.view.WaitingRows;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Shows what waits for a person. */
@Command(
    name = "inbox",
    description = "What waits for you: approvals, questions, plans; oldest first.",
    footerHeading = "Examples:%n",
    footer = {"  orch inbox", "  orch answer 1 allow", "  orch inbox --json"})
public final class InboxCommand implements Callable<Integer> {
  private static final int MOST_ADVICE = 3;

  private final CommandContext context;

  /** Works with this context. */
  public InboxCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = context.daemon();
    if (context.output().choices().json()) {
      UrlQuery open = new UrlQuery().add("status", "open").add("limit", 500);
      context.output().json(daemon.get(ApiPath.INPUT_REQUESTS.with() + open).body());
      return ExitCode.DONE.code();
    }
    List<SessionView> sessions = new PickedSessions(daemon).in(SessionState.WAITING_FOR_USER);
    List<InputRequestView> open = Requests.open(daemon);
    SortedMap<Integer, InputRequestView> numbered =
        new ShownInbox(context.surroundings(), context.now()).numbered(open);
    List<Trouble> blocked = Trouble.ofBlocked(sessions, daemon);
    if (open.isEmpty() && blocked.isEmpty()) {
      context.output().advice("Nothing waits for you.");
      return ExitCode.DONE.code();
    }
    context.output().table(new WaitingRows(sessions, blocked, context.now()).numbered(numbered));
    Stream.concat(HowToAnswer.each(numbered).stream(), HowToAnswer.hints(blocked))
        .limit(MOST_ADVICE)
        .forEach(context.output()::advice);
    return ExitCode.DONE.code();
  }
}
