package dev.orch.http.handler;

import dev.orch.agent.Availability;
import dev.orch.agent.Capability;
import dev.orch.agent.Login;
import dev.orch.api.AgentView;
import dev.orch.api.Page;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.exchange.Paging;
import dev.orch.status.AgentReports;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The route of agents. */
public final class AgentsHandler {
  /** Whether to ask anew. */
  public static final Parameter REFRESH =
      Parameter.flag("refresh", "ask the programs and the login shell again");

  private final AgentReports agents;

  /** Over what is known of them. */
  public AgentsHandler(AgentReports agents) {
    this.agents = agents;
  }

  /** All of them, which fit on one page of the usual length. */
  public Response list(Request request) {
    if (request.query().flag(REFRESH)) {
      agents.refresh();
    }
    List<AgentReports.Report> all = agents.list();
    Page<Integer> page =
        Paging.ascending(
            request,
            (after, limit) ->
                IntStream.rangeClosed(1, all.size())
                    .filter(number -> number > after)
                    .limit(limit)
                    .boxed()
                    .toList(),
            Integer::longValue);
    return Answers.ok(
        new Page<>(
            page.items().stream().map(number -> view(all.get(number - 1))).toList(),
            page.nextCursor()));
  }

  private static AgentView view(AgentReports.Report report) {
    return switch (report.availability()) {
      case Availability.Planned(String what) -> view(report, Program.NONE, List.of(what), null);
      case Availability.Missing(List<String> lookedFor, String hint) ->
          view(
              report,
              Program.NONE,
              List.of("not found; looked for " + String.join(", ", lookedFor)),
              hint);
      case Availability.Broken(Path binary, String problem, String hint) ->
          view(report, new Program(false, null, binary.toString(), null), List.of(problem), hint);
      case Availability.Installed(Path binary, String version, Login login) ->
          installed(report, binary, version, login);
    };
  }

  private static AgentView installed(
      AgentReports.Report report, Path binary, String version, Login login) {
    return switch (login) {
      case LOGGED_IN ->
          view(report, new Program(true, version, binary.toString(), true), List.of(), null);
      case UNKNOWN ->
          view(report, new Program(true, version, binary.toString(), null), List.of(), null);
      case LOGGED_OUT ->
          view(
              report,
              new Program(true, version, binary.toString(), false),
              List.of("nobody is logged in"),
              report.loginHint());
    };
  }

  private record Program(
      boolean usable,
      @Nullable String version,
      @Nullable String binary,
      @Nullable Boolean loggedIn) {
    static final Program NONE = new Program(false, null, null, null);
  }

  private static AgentView view(
      AgentReports.Report report, Program program, List<String> problems, @Nullable String hint) {
    return new AgentView(
        report.id().value(),
        report.name(),
        program.usable(),
        program.version(),
        program.binary(),
        program.loggedIn(),
        report.capabilities().stream().map(Capability::wireName).sorted().toList(),
        new AgentView.Environment(
            report.declared(), report.environment().passed(), report.environment().heldBack()),
        problems,
        hint);
  }
}
