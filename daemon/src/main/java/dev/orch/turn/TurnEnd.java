package dev.orch.turn;

import dev.orch.agent.AgentProtocol;
import dev.orch.agent.ProtocolState;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.UsageFigures;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.artifact.Collected;
import dev.orch.artifact.TurnFiles;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.StopOutcome;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.Head;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends turns: leftovers are swept, files are written, then one last commit. Until that is in, the
 * turn is unfinished and every part may be done again.
 */
final class TurnEnd {
  private static final Collected NOTHING = new Collected(List.of(), null, List.of());

  private final Stores stores;
  private final SessionLedger ledger;
  private final AfterTurn afterTurn;
  private final AgentEventRecorder events;
  private final ProcessSupervisor supervisor;
  private final ArtifactCollector artifacts;
  private final TurnWorktrees worktrees;
  private final TurnWarnings warnings;

  TurnEnd(
      Stores stores,
      SessionLedger ledger,
      AfterTurn afterTurn,
      AgentEventRecorder events,
      ProcessSupervisor supervisor,
      ArtifactCollector artifacts,
      TurnWorktrees worktrees) {
    this.stores = stores;
    this.ledger = ledger;
    this.afterTurn = afterTurn;
    this.events = events;
    this.supervisor = supervisor;
    this.artifacts = artifacts;
    this.worktrees = worktrees;
    this.warnings = new TurnWarnings(stores, ledger);
  }

  /** All that the last commit holds. */
  private record Ending(
      Outcome outcome,
      @Nullable ProcessExit exit,
      Usage usage,
      StopOutcome swept,
      Collected collected,
      Optional<Head> head) {}

  /**
   * The process has ended, and all that it printed is committed.
   *
   * @param process the one that was stopped, which remembers what a stop has seen
   */
  void finish(LiveTurn live, ProtocolState state, ProcessExit exit, AgentProcess process)
      throws InterruptedException {
    AgentProtocol protocol = live.adapter().protocol();
    StopOutcome swept = andEarlier(live, process.sweep());
    Collected collected = collect(live);
    Optional<Head> head = worktrees.findHead(live);
    afterTurn.lookAround(live.session());
    refuseIfInterrupted();
    commit(
        live,
        new Ending(protocol.end(state, exit), exit, protocol.usage(state), swept, collected, head));
  }

  /** A stop came before the start. */
  void neverStarted(LiveTurn live) {
    launchFailed(live, "the turn was stopped before it started");
  }

  /** The start failed, so that there is nothing to collect. */
  void launchFailed(LiveTurn live, String why) {
    notStarted(live, Reason.LAUNCH_FAILED, why);
  }

  /** There was no start: for this reason, in these words. */
  void notStarted(LiveTurn live, Reason reason, String why) {
    StopOutcome swept = andEarlier(live, supervisor.sweep(live.run()));
    Outcome outcome = new Outcome(Outcome.Verdict.FAILED, Outcome.By.EXIT, reason, why, List.of());
    commit(live, new Ending(outcome, null, Usage.NONE, swept, NOTHING, Optional.empty()));
  }

  /** Its run folder is gone: nobody can know what became of it. */
  void lost(LiveTurn live) throws InterruptedException {
    lost(live, "the folder of this turn's process is gone");
  }

  /** A stop of what cannot be taken up: its processes are ended, and what they said is not read. */
  void unread(LiveTurn live, RuntimeException failure) throws InterruptedException {
    lost(live, "what its process said last was not read: " + TurnWarnings.plain(failure));
  }

  private void lost(LiveTurn live, String why) throws InterruptedException {
    StopOutcome swept = andEarlier(live, supervisor.sweep(live.run()));
    Collected collected = collect(live);
    refuseIfInterrupted();
    Outcome outcome =
        new Outcome(Outcome.Verdict.LOST, Outcome.By.LOST, Reason.PROCESS_LOST, why, List.of());
    commit(live, new Ending(outcome, null, usage(live), swept, collected, Optional.empty()));
  }

  /** What it is known to have used: as far as its output is recorded. */
  private static Usage usage(LiveTurn live) {
    AgentProtocol protocol = live.adapter().protocol();
    String state = live.turn().launch().protocolState();
    return state == null ? Usage.NONE : protocol.usage(protocol.decode(state));
  }

  /** What was read while the daemon ends may lack something: the next one does it again. */
  private static void refuseIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the daemon ends");
    }
  }

  /** An earlier turn may have ended without proof: its processes may be at the ports still. */
  private StopOutcome andEarlier(LiveTurn live, StopOutcome swept) {
    SessionId id = live.session().id();
    boolean allDead =
        swept instanceof StopOutcome.Dead
            && ledger.require(id).isWarnedOf(Warning.Code.TREE_NOT_PROVEN_DEAD);
    return allDead ? supervisor.sweepAll(id, live.turn().number() - 1) : swept;
  }

  private Collected collect(LiveTurn live) {
    return artifacts.collect(
        new TurnFiles(live.session(), live.turn(), live.repository(), live.artifactFolder()));
  }

  private void commit(LiveTurn live, Ending ending) {
    stores.transactions().write(() -> record(live, ending));
  }

  private void record(LiveTurn live, Ending ending) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    Turn stored = stores.turns().find(id, number).orElse(live.turn());
    if (!stored.isOpen()) {
      return;
    }
    Outcome seen = events.fit(live, ending.outcome());
    Outcome outcome = stored.stopped().map(stop -> stopped(stop, seen)).orElse(seen);
    recordProcess(live, ending);
    ending.collected().artifacts().forEach(artifact -> events.listArtifact(live, artifact));
    Integer code = ending.exit() instanceof ProcessExit.Exited(int exited) ? exited : null;
    stores.turns().finish(id, number, new Turn.End(outcome, code, ending.usage(), afterTurn.now()));
    long finished =
        ledger.append(
            ledger.require(id),
            number,
            EventType.TURN_FINISHED,
            Actor.DAEMON,
            finished(outcome, code, ending.usage()));
    ledger.change(id, session -> progressed(session, ending, code));
    warnings.cameFurther(id);
    warnings.wentOn(id);
    settleRest(id, ending);
    if (heard(live, stored)) {
      afterTurn.heard(stored);
    } else {
      afterTurn.unheard(id, stored);
    }
    afterTurn.step(id, outcome, finished);
  }

  private static boolean heard(LiveTurn live, Turn stored) {
    AgentProtocol protocol = live.adapter().protocol();
    String state = stored.launch().protocolState();
    return state != null && protocol.heard(protocol.decode(state));
  }

  private static Outcome stopped(Turn.Stop stop, Outcome seen) {
    return new Outcome(
        Outcome.Verdict.STOPPED, Outcome.By.STOP, stop.reason(), seen.detail(), seen.evidence());
  }

  private void recordProcess(LiveTurn live, Ending ending) {
    ProcessExit exit = ending.exit();
    if (exit == null) {
      return;
    }
    Session session = ledger.require(live.session().id());
    int number = live.turn().number();
    switch (exit) {
      case ProcessExit.Exited(int code) ->
          ledger.append(
              session,
              number,
              EventType.PROCESS_EXITED,
              Actor.DAEMON,
              new ProcessPayload.Exited(code));
      case ProcessExit.Lost _ ->
          ledger.append(
              session,
              number,
              EventType.PROCESS_LOST,
              Actor.DAEMON,
              new ProcessPayload.Lost("lost"));
      case ProcessExit.Rebooted _ ->
          ledger.append(
              session,
              number,
              EventType.PROCESS_LOST,
              Actor.DAEMON,
              new ProcessPayload.Lost("rebooted"));
    }
  }

  private static TurnPayload.Finished finished(
      Outcome outcome, @Nullable Integer code, Usage usage) {
    return new TurnPayload.Finished(
        outcome.verdict().wireName(),
        outcome.by().wireName(),
        outcome.reason() == null ? null : outcome.reason().wireName(),
        code,
        new UsageFigures(
            usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens(), usage.costUsd()));
  }

  private static Session progressed(Session session, Ending ending, @Nullable Integer code) {
    Session next =
        session.withProgress(
            session.progress().afterTurn(code, ending.collected().changes(), ending.usage()));
    return ending
        .head()
        .map(head -> next.withPlace(next.place().withHead(head.commit())))
        .orElse(next);
  }

  /** Ports are given back once nobody of the session can be at them. */
  private void settleRest(SessionId id, Ending ending) {
    switch (ending.swept()) {
      case StopOutcome.Dead _ -> {
        stores.leases().giveBack(id);
        warnings.provenDead(id);
      }
      case StopOutcome.Unproven unproven -> warnings.unproven(id, unproven);
    }
    for (String problem : ending.collected().problems()) {
      ledger.warn(id, Warning.Code.ARTIFACTS_INCOMPLETE, problem, null);
    }
  }
}
