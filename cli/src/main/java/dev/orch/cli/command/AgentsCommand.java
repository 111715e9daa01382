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
import java.util.ArrayList;
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
    agents.stream().filter(agent -> !agent.available()).forEach(this::explain);
    if (agents.stream().noneMatch(AgentView::available)) {
      context.output().advice("orch demo   shows everything without an agent");
    }
    return ExitCode.DONE.code();
  }

  private void explain(AgentView agent) {
    List<String> said = new ArrayList<>(agent.problems());
    if (agent.hint() != null && !said.contains(agent.hint())) {
      said.add("try: " + agent.hint());
    }
    context.output().advice("%s: %s".formatted(agent.id(), String.join("; ", said)));
  }

  private static List<Cell> row(AgentView agent) {
    return List.of(
        Cell.of(agent.id()),
        agent.available() ? Cell.marked(Mark.DONE, "yes") : Cell.marked(Mark.FAILED, "no"),
        Cell.of(agent.version() == null ? "-" : agent.version()),
        Cell.of(login(agent.loggedIn())),
        Cell.of(agent.binary() == null ? "-" : agent.binary()));
  }

  private static String login(@Nullable Boolean loggedIn) {
    if (loggedIn == null) {
      return "unknown";
    }
    return loggedIn ? "yes" : "no";
  }
}
