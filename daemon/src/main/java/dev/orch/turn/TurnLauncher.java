package dev.orch.turn;

import dev.orch.agent.LaunchPlan;
import dev.orch.agent.LaunchRequest;
import dev.orch.agent.Reply;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.FileFailure;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ProcessSpec;
import dev.orch.runtime.ProcessSpecJson;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunStatus;
import dev.orch.session.Cause;
import dev.orch.session.SessionLedger;
import dev.orch.setup.SetupFailedException;
import dev.orch.store.Stores;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns the row of a turn into a process: worktree, plan, commit, start, commit. Every step may be
 * done again after a crash; after the plan is committed nothing is undone.
 */
final class TurnLauncher {
  private final Stores stores;
  private final SessionLedger ledger;
  private final TurnWorktrees worktrees;
  private final ProcessSupervisor supervisor;
  private final LaunchInputs inputs;
  private final TurnEnd turnEnd;
  private final InstantSource clock;
  private final TurnWarnings warnings;

  TurnLauncher(
      Stores stores,
      SessionLedger ledger,
      TurnWorktrees worktrees,
      ProcessSupervisor supervisor,
      LaunchInputs inputs,
      TurnEnd turnEnd,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.worktrees = worktrees;
    this.supervisor = supervisor;
    this.inputs = inputs;
    this.turnEnd = turnEnd;
    this.clock = clock;
    this.warnings = new TurnWarnings(stores, ledger);
  }

  /** Waits for the user's environment, which tells what must not be recorded of a turn. */
  void awaitEnvironment() throws InterruptedException {
    inputs.awaitEnvironment();
  }

  /** Whether an operation is at work on the session's files: its end wakes the session. */
  boolean mustWait(LiveTurn live) {
    return stores.operations().hasOpen(live.session().id());
  }

  /**
   * Whether there is too little memory to start a process. A turn that follows another at once, or
   * that a daemon finds at its start, was admitted when there was more. The session says so.
   */
  boolean lacksMemory(LiveTurn live) {
    if (inputs.hasMemory()) {
      return false;
    }
    if (!live.session().isWarnedOf(Warning.Code.MEMORY_LOW)) {
      stores.transactions().write(() -> warnings.waitsForMemory(live.session().id()));
    }
    return true;
  }

  /**
   * Makes the worktree and the plan, and commits the plan; or ends the turn, saying why. Does not
   * go on with a turn that was stopped while its worktree was made ready.
   */
  void prepare(LiveTurn live) throws InterruptedException {
    try {
      worktrees.make(live);
      inputs.leasePorts(live);
      supervisor.prepare(live.run());
      if (!worktrees.setUp(live, supervisor.scratch(live.run()))) {
        return;
      }
      LaunchRequest request = inputs.request(live, supervisor.scratch(live.run()));
      LaunchPlan plan = live.adapter().plan(request);
      writeFiles(plan, supervisor.scratch(live.run()));
      Optional<String> shellProblem = inputs.shellProblem();
      stores
          .transactions()
          .write(() -> {
            commitPlan(live, plan);
            shellProblem.ifPresent(problem -> warnOfShell(live.session().id(), problem));
          });
    } catch (SetupFailedException failure) {
      refuseVerdictIfInterrupted();
      turnEnd.notStarted(live, Reason.SETUP_FAILED, why(failure));
    } catch (RepositoryRefusedException
        | WorktreeFailedException
        | LaunchFailedException
        | UncheckedIOException failure) {
      refuseVerdictIfInterrupted();
      turnEnd.launchFailed(live, why(failure));
    }
  }

  private static String why(RuntimeException failure) {
    return failure instanceof UncheckedIOException disk
        ? FileFailure.words(disk)
        : Objects.requireNonNullElse(failure.getMessage(), "no reason given");
  }

  /**
   * What fails because the daemon ends says nothing of the turn: the next daemon goes on with it.
   */
  private static void refuseVerdictIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static void writeFiles(LaunchPlan plan, Path scratch) {
    for (LaunchPlan.PlannedFile file : plan.files()) {
      try {
        Files.writeString(scratch.resolve(file.name()), file.text());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void commitPlan(LiveTurn live, LaunchPlan plan) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    Turn stored = stores.turns().find(id, number).orElse(live.turn());
    if (stored.stopped().isPresent()) {
      return;
    }
    stores
        .turns()
        .saveLaunch(
            id,
            number,
            new Turn.Launch(
                ProcessSpecJson.write(plan.spec()),
                live.adapter().protocol().encode(plan.state()),
                0,
                0,
                null,
                null));
    stores.outbox().append(id, number, plan.replies().stream().map(Reply::text).toList());
    plan.warnings().forEach(notice -> ledger.warn(id, notice.code(), notice.text(), notice.hint()));
    ledger.append(
        ledger.require(id),
        number,
        EventType.TURN_STARTED,
        Actor.DAEMON,
        new TurnPayload.Started(live.turn().kind().wireName(), live.turn().followUpId()));
  }

  private void warnOfShell(SessionId id, String problem) {
    ledger.warn(
        id,
        Warning.Code.LOGIN_SHELL_TIMED_OUT,
        problem,
        "what only your shell's profile sets is missing; orch agents --refresh asks again");
  }

  /** Starts what was committed; or, where that fails, makes sure that it never starts. */
  void start(LiveTurn live) throws InterruptedException {
    ProcessSpec spec = ProcessSpecJson.read(Objects.requireNonNull(live.turn().launch().spec()));
    try {
      supervisor.start(live.run(), spec, inputs.environment(live, supervisor.scratch(live.run())));
    } catch (LaunchFailedException failure) {
      refuseVerdictIfInterrupted();
      if (supervisor.forbid(live.run())) {
        turnEnd.launchFailed(live, why(failure));
      }
    }
  }

  /** Records that the process was started, once. */
  void recordStart(LiveTurn live) {
    if (live.turn().launch().startedAt() != null) {
      return;
    }
    long pid =
        supervisor.status(live.run()) instanceof RunStatus.Claimed claimed
            ? claimed.supervisor().pid()
            : 0;
    stores.transactions().write(() -> commitStart(live, pid));
  }

  private void commitStart(LiveTurn live, long supervisorPid) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    Turn.Launch before =
        stores.turns().find(id, number).map(Turn::launch).orElse(live.turn().launch());
    Instant now = clock.instant();
    stores
        .turns()
        .saveLaunch(
            id,
            number,
            new Turn.Launch(
                before.spec(),
                before.protocolState(),
                before.outRead(),
                before.errRead(),
                before.pid(),
                now));
    warnings.wentOn(id);
    long started =
        ledger.append(
            ledger.require(id),
            number,
            EventType.PROCESS_STARTED,
            Actor.DAEMON,
            new ProcessPayload.Started(supervisorPid));
    ledger.observe(
        id, SessionTrigger.LAUNCHED, Cause.of(Actor.DAEMON, Reason.WORKING).toldBy(started));
    Session session = ledger.require(id);
    if (Reason.WORKING.fits(session.state())) {
      ledger.reason(id, Reason.WORKING);
    }
  }
}
