package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentSurroundings;
import dev.orch.agent.EnvironmentNames;
import dev.orch.agent.PlannedAgents;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.environment.AgentEnvironment;
import dev.orch.environment.ShellAnswer;
import dev.orch.environment.UserEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment that an agent's program gets, for a question and for a turn. */
public final class AgentVariables implements AgentSurroundings {
  private final List<AgentAdapter> adapters;
  private final UserEnvironment user;
  private final AgentEnvironment environment;

  /** With all adapters: what one declares as its own is held back from the others. */
  public AgentVariables(List<AgentAdapter> adapters, UserEnvironment user) {
    this.adapters = List.copyOf(adapters);
    this.user = user;
    this.environment = new AgentEnvironment(user);
  }

  @Override
  public Optional<String> variable(String name) {
    return user.variable(name);
  }

  @Override
  public Map<String, String> environment(AgentAdapter adapter) throws InterruptedException {
    return outside(adapter).variables();
  }

  /** Waits until it is known what of the user's is secret, as far as it ever will be. */
  void awaitShell() throws InterruptedException {
    user.awaitShell();
  }

  /** Why the login shell's part is missing from what agents get; empty where it is not. */
  Optional<String> shellProblem() throws InterruptedException {
    return switch (user.shellAnswer()) {
      case ShellAnswer.Told _ -> Optional.empty();
      case ShellAnswer.TimedOut(String shell) ->
          Optional.of(shell + " did not say in time what it adds to the environment");
      case ShellAnswer.Unusable(String shell, String problem) ->
          Optional.of(shell + " did not say what it adds to the environment: " + problem);
    };
  }

  /** What an agent gets of the user's environment outside of any project. */
  public AgentEnvironment.Composed outside(AgentAdapter adapter) throws InterruptedException {
    return environment.compose(names(adapter), AgentEnvironment.Added.NOTHING);
  }

  /** Whether a project can give its agents no variable of this name. */
  public static boolean isReserved(String name) {
    return AgentEnvironment.isReserved(name);
  }

  /** What the turn's process gets. */
  Map<String, String> of(LiveTurn live, Path scratch) throws InterruptedException {
    ProjectSettings settings = live.project().settings();
    Map<String, String> run =
        Map.of(
            "ORCH_SESSION_ID", live.session().id().value(),
            "ORCH_PROJECT", live.project().slug().value());
    return environment
        .compose(
            names(live.adapter()),
            new AgentEnvironment.Added(
                settings.env(),
                settings.envPass(),
                run,
                live.worktree()
                    .map(request -> new AgentEnvironment.Stay(request.path(), scratch))
                    .orElse(null)))
        .variables();
  }

  private AgentEnvironment.Names names(AgentAdapter adapter) {
    List<String> ofOthers = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    for (AgentAdapter other : adapters) {
      marks.addAll(other.environment().marks());
      if (!other.id().equals(adapter.id())) {
        ofOthers.addAll(other.environment().own());
      }
    }
    PlannedAgents.ALL.forEach(planned -> ofOthers.addAll(planned.variables()));
    Map<String, String> quiet = new HashMap<>();
    for (EnvironmentNames.Assignment assignment : adapter.environment().quiet()) {
      quiet.put(assignment.name(), assignment.value());
    }
    return new AgentEnvironment.Names(adapter.environment().own(), ofOthers, marks, quiet);
  }
}
