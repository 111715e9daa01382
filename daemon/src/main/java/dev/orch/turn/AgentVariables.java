package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentSurroundings;
import dev.orch.agent.EnvironmentNames;
import dev.orch.agent.PlannedAgents;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.Session;
import dev.orch.environment.AgentEnvironment;
import dev.orch.environment.ShellAnswer;
import dev.orch.environment.UserEnvironment;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.schedule.PortLeases;
import dev.orch.worktree.WorktreeRequest;
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
  private final PortLeases ports;
  private final AgentEnvironment environment;

  /** With all adapters: what one declares as its own is held back from the others. */
  public AgentVariables(List<AgentAdapter> adapters, UserEnvironment user, PortLeases ports) {
    this.adapters = List.copyOf(adapters);
    this.ports = ports;
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

  /**
   * Gives the session ports of its own where it works in a worktree of its own; a second time it
   * changes nothing. They are its own until no process of its turn is left.
   *
   * @throws LaunchFailedException if there are none left
   */
  void leasePorts(LiveTurn live) {
    if (WorktreeRequest.ofWork(live.session()).isPresent()
        && ports.lease(live.session().id()).isEmpty()) {
      throw new LaunchFailedException(
          "no %d ports in a row are free between %d and %d"
              .formatted(PortLease.COUNT, PortLease.FIRST, PortLease.LAST));
    }
  }

  /**
   * What a script of the project's gets that runs in a session's worktree: what its agent does.
   *
   * @param scratch a folder of the run's own
   */
  public Map<String, String> ofScript(Session session, Project project, Path scratch)
      throws InterruptedException {
    AgentAdapter adapter =
        adapters.stream()
            .filter(known -> known.id().equals(session.assignment().agent()))
            .findFirst()
            .orElseThrow();
    return of(session, project, adapter, scratch);
  }

  /** What the turn's process gets. */
  Map<String, String> of(LiveTurn live, Path scratch) throws InterruptedException {
    return of(live.session(), live.project(), live.adapter(), scratch);
  }

  private Map<String, String> of(
      Session session, Project project, AgentAdapter adapter, Path scratch)
      throws InterruptedException {
    ProjectSettings settings = project.settings();
    Map<String, String> run = new HashMap<>();
    run.put("ORCH_SESSION_ID", session.id().value());
    run.put("ORCH_PROJECT", project.slug().value());
    ports
        .find(session.id())
        .ifPresent(lease -> {
          run.put("ORCH_PORT_BASE", Integer.toString(lease.base()));
          run.put("ORCH_PORT_COUNT", Integer.toString(PortLease.COUNT));
        });
    return environment
        .compose(
            names(adapter),
            new AgentEnvironment.Added(
                settings.env(),
                settings.envPass(),
                run,
                new AgentEnvironment.Stay(session.place().folder(), scratch)))
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
