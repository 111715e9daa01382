package dev.orch.turn;

import dev.orch.agent.Agents;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.disk.DiskGuard;
import dev.orch.domain.project.RandomIds;
import dev.orch.event.Secrets;
import dev.orch.repository.RepositoryFiles;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.session.Admission;
import dev.orch.session.LiveSessions;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionPlaces;
import dev.orch.setup.Setup;
import dev.orch.store.Stores;
import dev.orch.worktree.Worktrees;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** What turns are made with, and the threads that it makes of them. */
public record TurnMachinery(
    Memory memory,
    AgentSide agentSide,
    Folders folders,
    Processes processes,
    RandomIds ids,
    InstantSource clock) {

  /**
   * What is remembered of sessions.
   *
   * @param secrets what is kept out of it
   */
  public record Memory(Stores stores, SessionLedger ledger, Secrets secrets) {}

  /**
   * What an agent is started with.
   *
   * @param variables gives each agent its environment
   */
  public record AgentSide(
      Agents agents, AgentVariables variables, RepositoryFiles repositoryFiles) {}

  /**
   * Where it works, and what it leaves.
   *
   * @param places which folders those are
   * @param setup makes new worktrees ready
   */
  public record Folders(
      Worktrees worktrees, SessionPlaces places, ArtifactCollector artifacts, Setup setup) {}

  /**
   * What its processes are run by.
   *
   * @param times how patient the daemon is with them
   * @param disk what keeps them from filling it
   * @param hasMemory whether there is enough to start one; it must not block
   */
  public record Processes(
      ProcessSupervisor supervisor, TurnTimes times, DiskGuard disk, BooleanSupplier hasMemory) {}

  /**
   * The threads of sessions; none runs before one is woken.
   *
   * @param recovery what each of them asks first
   */
  public LiveSessions threads(Admission admission, TurnRecovery recovery) {
    Stores stores = memory.stores();
    SessionLedger ledger = memory.ledger();
    Agents agents = agentSide.agents();
    ProcessSupervisor supervisor = processes.supervisor();
    ArtifactCollector artifacts = folders.artifacts();
    TurnWorktrees worktrees =
        new TurnWorktrees(stores, ledger, folders.worktrees(), folders.places(), folders.setup());
    AgentEventRecorder events =
        new AgentEventRecorder(stores, ledger, memory.secrets(), supervisor, ids, clock);
    AfterTurn afterTurn = new AfterTurn(stores, ledger, admission, clock);
    TurnEnd turnEnd =
        new TurnEnd(stores, ledger, afterTurn, events, supervisor, artifacts, worktrees);
    LaunchInputs inputs =
        new LaunchInputs(
            agents,
            agentSide.variables(),
            agentSide.repositoryFiles(),
            stores.inputRequests(),
            ids,
            processes.hasMemory());
    TurnLauncher launcher =
        new TurnLauncher(stores, ledger, worktrees, supervisor, inputs, turnEnd, clock);
    TurnRecorder recorder = new TurnRecorder(stores, ledger, events, artifacts, clock);
    TurnRunner runner = new TurnRunner(stores, agents, processes, recorder, turnEnd, ids);
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
