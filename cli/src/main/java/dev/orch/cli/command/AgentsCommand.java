package dev.orch.cli.command;

import dev.orch.api.AgentView;
import dev.orch.api.ApiPath;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Table;
import dev.orch.cli.view.AgentLack;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the agents. */
@Command(
    name = "agents",
    description = "Which agents are there: installed, which version, logged in, what is missing.",
    footerHeading = "Examples:%n",
    footer = {"  orch agents", "  orch agents --refresh", "  orch agents --json"})
public final class AgentsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--refresh", description = "Look again, whatever is remembered.")
  private boolean refresh;

  /** Works with this context. */
  public AgentsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String target = ApiPath.AGENTS.with() + new UrlQuery().add("refresh", refresh ? "true" : null);
    Answer answer =
        context.output().during("looking for agents", () -> context.daemon().get(target));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    List<AgentView> agents = answer.pageOf(AgentView.class).items();
    context
        .output()
        .table(
            new Table(
                List.of("AGENT", "AVAILABLE", "VERSION", "LOGIN", "BINARY"),
                agents.stream().map(AgentsCommand::row).toList()));
    agents.stream().filter(AgentsCommand::lacks).forEach(this::explain);
    if (agents.stream().noneMatch(AgentView::available)) {
      context.output().advice("orch demo   shows everything without an agent");
    }
    return ExitCode.DONE.code();
  }

  private static boolean lacks(AgentView agent) {
    return !agent.available() || !agent.problems().isEmpty();
  }

  private void explain(AgentView agent) {
    context.output().line("%s: %s".formatted(agent.id(), AgentLack.of(agent)));
  }

  private static List<Cell> row(AgentView agent) {
    return List.of(
        Cell.of(agent.id()),
        agent.available() ? Cell.marked(Mark.DONE, "yes") : Cell.marked(Mark.FAILED, "no"),
        Cell.of(agent.version() == null ? "-" : agent.version()),
        login(agent.loggedIn()),
        Cell.of(agent.binary() == null ? "-" : agent.binary()));
  }

  private static Cell login(@Nullable Boolean loggedIn) {
    if (loggedIn == null) {
      return Cell.of("unknown");
    }
    return loggedIn ? Cell.of("yes") : Cell.marked(Mark.FAILED, "no");
  }
}
