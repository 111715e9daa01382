package dev.orch.turn;

import dev.orch.agent.Agents;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.domain.project.RandomIds;
import dev.orch.event.Secrets;
import dev.orch.repository.RepositoryFiles;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.session.Admission;
import dev.orch.session.LiveSessions;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionPlaces;
import dev.orch.store.Stores;
import dev.orch.worktree.Worktrees;
import java.time.InstantSource;

/**
 * What turns are made with, and the thread that it makes of them.
 *
 * @param environment gives each agent its variables
 */
public record TurnMachinery(
    Stores stores,
    SessionLedger ledger,
    Secrets secrets,
    Agents agents,
    Worktrees worktrees,
    ProcessSupervisor supervisor,
    ArtifactCollector artifacts,
    AgentVariables environment,
    RepositoryFiles repositoryFiles,
    SessionPlaces places,
    TurnTimes times,
    RandomIds ids,
    InstantSource clock) {

  /**
   * The threads of sessions; none runs before one is woken.
   *
   * @param recovery what each of them asks first
   */
  public LiveSessions threads(Admission admission, TurnRecovery recovery) {
    AgentEventRecorder events = new AgentEventRecorder(stores, ledger, secrets, ids, clock);
    TurnWorktrees turnWorktrees = new TurnWorktrees(stores, ledger, worktrees, places);
    TurnEnd turnEnd =
        new TurnEnd(
            stores,
            ledger,
            new AfterTurn(stores, ledger, admission, clock),
            events,
            supervisor,
            artifacts,
            turnWorktrees);
    LaunchInputs inputs =
        new LaunchInputs(agents, environment, repositoryFiles, stores.inputRequests(), ids);
    TurnLauncher launcher =
        new TurnLauncher(stores, ledger, turnWorktrees, supervisor, inputs, turnEnd, clock);
    TurnRecorder recorder = new TurnRecorder(stores, ledger, events, artifacts, clock);
    TurnRunner runner = new TurnRunner(stores, agents, supervisor, recorder, turnEnd, ids, times);
    SessionThread thread =
        new SessionThread(
            new LiveTurn.Finder(stores, ledger, agents),
            recovery,
            supervisor,
            launcher,
            runner,
            turnEnd,
            new TurnWarnings(stores, ledger));
    return new LiveSessions(thread::run);
  }
}
