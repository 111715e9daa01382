package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentFinder;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.LaunchRequest;
import dev.orch.agent.RepositoryNames;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.repository.RepositoryFiles;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Gathers what a launch is planned from: the program, its environment, the repository, the words.
 */
final class LaunchInputs {
  private static final int MOST_PLANS = 500;

  private final Agents agents;
  private final AgentVariables environment;
  private final RepositoryFiles repositoryFiles;
  private final InputRequestStore inputRequests;
  private final RandomIds ids;
  private final BooleanSupplier memory;

  LaunchInputs(
      Agents agents,
      AgentVariables environment,
      RepositoryFiles repositoryFiles,
      InputRequestStore inputRequests,
      RandomIds ids,
      BooleanSupplier memory) {
    this.agents = agents;
    this.environment = environment;
    this.repositoryFiles = repositoryFiles;
    this.inputRequests = inputRequests;
    this.ids = ids;
    this.memory = memory;
  }

  /** Whether there is memory to start a process. */
  boolean hasMemory() {
    return memory.getAsBoolean();
  }

  /** The complete environment of the agent. */
  Map<String, String> environment(LiveTurn live, Path scratch) throws InterruptedException {
    return environment.of(live, scratch);
  }

  /** Waits until the user's environment is known, as far as it ever will be. */
  void awaitEnvironment() throws InterruptedException {
    environment.awaitShell();
  }

  /** Why a part of the user's environment is missing. */
  Optional<String> shellProblem() throws InterruptedException {
    return environment.shellProblem();
  }

  /**
   * Gives the session its ports, before anything begins that is told of them.
   *
   * @throws LaunchFailedException if none are free
   */
  void leasePorts(LiveTurn live) {
    environment.leasePorts(live);
  }

  /**
   * All that decides how the turn is started.
   *
   * @throws LaunchFailedException if the program is not there any more
   */
  LaunchRequest request(LiveTurn live, Path scratch) throws InterruptedException {
    Availability.Installed program = requireInstalled(live.adapter());
    Session session = live.session();
    return new LaunchRequest(
        new LaunchRequest.Program(
            program.binary(),
            program.version(),
            environment.of(live, scratch).keySet().stream().sorted().toList()),
        new LaunchRequest.Conversation(
            actionNow(session),
            session.progress().agentSessionId(),
            ids.uuid(),
            session.assignment().model(),
            session.place().folder(),
            session.progress().usage()),
        new LaunchRequest.Opening(
            live.turn().prompt(), live.turn().messageId(), undeliveredAnswers(live)),
        repository(live),
        scratch,
        live.turn().number());
  }

  /** Who has accepted a plan has it implemented, in every turn from there on. */
  private CommandAction actionNow(Session session) {
    CommandAction action = session.assignment().action();
    if (action != CommandAction.PLAN) {
      return action;
    }
    InputRequestStore.Filter plans =
        new InputRequestStore.Filter(
            null, session.id(), InputRequest.Status.ANSWERED, InputRequest.Kind.PLAN_REVIEW);
    boolean accepted =
        inputRequests.list(plans, new Page.Request(MOST_PLANS, null)).items().stream()
            .flatMap(request -> request.answered().stream())
            .anyMatch(answer -> answer.decision() == InputRequest.Decision.ALLOW);
    return accepted ? CommandAction.IMPLEMENT : action;
  }

  /** Answers to an earlier turn that ended before its agent took note of them. */
  private List<InputRequest> undeliveredAnswers(LiveTurn live) {
    return inputRequests.listUnacknowledged(live.session().id()).stream()
        .filter(request -> request.turn() < live.turn().number())
        .toList();
  }

  private LaunchRequest.Repository repository(LiveTurn live) {
    RepositoryNames names = live.adapter().repositoryFiles();
    Path folder = live.session().place().folder();
    return new LaunchRequest.Repository(
        repositoryFiles.read(folder, names.instructing()).stream()
            .map(file -> new LaunchRequest.InstructionFile(file.path(), file.text()))
            .toList(),
        repositoryFiles.present(folder, names.running()));
  }

  private Availability.Installed requireInstalled(AgentAdapter adapter)
      throws InterruptedException {
    return switch (look(adapter)) {
      case Availability.Installed installed -> installed;
      case Availability.Missing missing ->
          throw new LaunchFailedException(
              adapter.productName() + " is not installed any more: " + missing.hint());
      case Availability.Broken broken -> throw new LaunchFailedException(broken.problem());
      case Availability.Planned planned -> throw new LaunchFailedException(planned.what());
    };
  }

  private Availability look(AgentAdapter adapter) throws InterruptedException {
    try {
      return agents.availability(adapter.id());
    } catch (AgentFinder.InterruptedLookException ended) {
      Thread.interrupted();
      throw new InterruptedException(ended.getMessage());
    }
  }
}
