package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.AgentProtocol;
import dev.orch.agent.ProtocolState;
import dev.orch.agent.Reaction;
import dev.orch.disk.DiskWatch;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Arrival;
import dev.orch.runtime.Nudge;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.OutputTruncated;
import dev.orch.runtime.ProcessEnded;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StopOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The loop over one process. What it holds in memory is what the last commit holds; when a commit
 * fails, it is thrown away and begun again from there.
 */
final class TurnLoop {
  private static final Duration ATTENTIVE = Duration.ofMillis(100);
  private static final Duration CALM = Duration.ofSeconds(5);

  private final LiveTurn live;
  private final AgentProcess process;
  private final AgentProtocol protocol;
  private final TurnRecorder recorder;
  private final Watches watches;
  private final StopLadder ladder;
  private final IdleWatch idle;
  private final RandomIds ids;
  private Progress progress;
  private boolean pidKnown;

  /** What is known after the last commit. */
  record Progress(ProtocolState state, OutputOffsets read) {}

  /**
   * What looks after the process beside what it says.
   *
   * @param outputLimit how many bytes it may print
   */
  record Watches(StopLadder ladder, IdleWatch idle, DiskWatch disk, long outputLimit) {}

  TurnLoop(
      LiveTurn live,
      AgentProcess process,
      Progress progress,
      TurnRecorder recorder,
      Watches watches,
      RandomIds ids) {
    this.live = live;
    this.process = process;
    this.protocol = live.adapter().protocol();
    this.progress = progress;
    this.recorder = recorder;
    this.watches = watches;
    this.ladder = watches.ladder();
    this.idle = watches.idle();
    this.ids = ids;
  }

  ProtocolState state() {
    return progress.state();
  }

  /** Until the process has ended and all that it printed is committed. */
  ProcessExit run() throws InterruptedException {
    wakeIfPausedBefore();
    feed();
    List<Arrival> arrivals = List.of(new Nudge());
    while (true) {
      advance(arrivals);
      Optional<ProcessExit> exit = exitIn(arrivals);
      if (exit.isPresent()) {
        return exit.get();
      }
      keepDiskFree(System.nanoTime());
      arrivals = process.take(ladder.isClimbing() || idle.isArmed() ? ATTENTIVE : CALM);
    }
  }

  /** Who paused it is gone; if there still is no room, it is paused anew. */
  private void wakeIfPausedBefore() {
    if (live.session().isWarnedOf(Warning.Code.DISK_LOW)) {
      process.resume();
      recorder.goOn(live, doing());
    }
  }

  /** A pause is on record before the signal, the end of one behind it: nobody sleeps for ever. */
  private void keepDiskFree(long now) {
    if (progress.read().total() > watches.outputLimit() && recorder.stopForOutput(live)) {
      process.nudge();
    }
    DiskWatch disk = watches.disk();
    disk.look(now)
        .filter(_ -> !ladder.isClimbing())
        .ifPresent(change -> {
          switch (change.step()) {
            case PAUSE -> {
              if (recorder.pause(live, change)) {
                process.suspend();
                disk.did(change.step());
              }
            }
            case GO_ON -> {
              process.resume();
              recorder.goOn(live, doing());
              disk.did(change.step());
              idle.wentOn(now);
            }
          }
        });
  }

  private Reason doing() {
    return AgentEventRecorder.reason(protocol.activity(progress.state()));
  }

  private static Optional<ProcessExit> exitIn(List<Arrival> arrivals) {
    return arrivals.stream()
        .filter(ProcessEnded.class::isInstance)
        .map(ProcessEnded.class::cast)
        .map(ProcessEnded::exit)
        .findFirst();
  }

  private void advance(List<Arrival> arrivals) throws InterruptedException {
    long now = System.nanoTime();
    Draft draft = new Draft(progress);
    for (Arrival arrival : arrivals) {
      switch (arrival) {
        case OutputFrame frame -> draft.read(frame);
        case OutputTruncated truncated -> draft.beginAnew(truncated);
        case Nudge _, ProcessEnded _ -> {}
      }
    }
    TurnRecorder.Wanted wanted = recorder.look(live);
    wanted.answers().forEach(draft::answer);
    Optional<TurnRecorder.Rung> rung = rung(wanted, now);
    if (rung.filter(r -> r.step() == StopRung.INTERRUPT).isPresent()) {
      process.remember();
      draft.interrupt();
    }
    if (wanted.stop().isEmpty()) {
      wanted.messages().forEach(draft::steer);
    }
    Optional<Reason> activity =
        watches.disk().isPaused()
            ? Optional.empty()
            : idle.activity(draft.saysAnything(), draft.doing(), now);
    OptionalLong pid = process.pid();
    boolean news =
        draft.saysAnything()
            || rung.isPresent()
            || activity.isPresent()
            || (pid.isPresent() && !pidKnown);
    if (news) {
      if (!recorder.commit(live, draft.batch(rung, activity, pid))) {
        advance(arrivals);
        return;
      }
      progress = new Progress(draft.state, draft.read);
      pidKnown = pid.isPresent();
      idle.went(draft.saysAnything(), now);
    }
    if (!draft.reactions.isEmpty()) {
      feed();
    }
    rung.ifPresent(r -> act(r.step(), now));
  }

  /** A stop on record goes its own way; without one the process may have to be helped to end. */
  private Optional<TurnRecorder.Rung> rung(TurnRecorder.Wanted wanted, long now) {
    if (wanted.stop().isPresent()) {
      return ladder.next(wanted.stop().get(), now).map(step -> new TurnRecorder.Rung(step, true));
    }
    return watches.disk().isPaused()
        ? Optional.empty()
        : idle.due(now).map(step -> new TurnRecorder.Rung(step, false));
  }

  /** Makes the journal of the input equal to the outbox. */
  private void feed() {
    byte[] rest = recorder.outboxFrom(live, process.inputLength());
    process.send(rest);
    if (recorder.outboxEnded(live)) {
      process.endInput();
      idle.inputEnded(System.nanoTime());
    }
  }

  private void act(StopRung rung, long now) {
    if (watches.disk().isPaused()) {
      process.resume();
      watches.disk().did(DiskWatch.Step.GO_ON);
    }
    ladder.took(rung, now);
    idle.took(rung, now);
    switch (rung) {
      case INTERRUPT -> {}
      case TERMINATE -> sendPoliteSignal();
      case KILL -> {
        if (process.kill() instanceof StopOutcome.Unproven unproven) {
          recorder.warnUnproven(live, unproven);
        }
      }
    }
  }

  private void sendPoliteSignal() {
    if (live.adapter().politeSignal() == AgentAdapter.PoliteSignal.INTERRUPT) {
      process.interrupt();
    } else {
      process.terminate();
    }
  }

  /** What one pass makes of what it saw, before it is committed. */
  private final class Draft {
    private final List<Reaction> reactions = new ArrayList<>();
    private final List<TurnRecorder.Offer> offers = new ArrayList<>();
    private final List<OutputTruncated> truncations = new ArrayList<>();
    private final OutputOffsets before;
    private ProtocolState state;
    private OutputOffsets read;

    private Draft(Progress from) {
      state = from.state();
      read = from.read();
      before = from.read();
    }

    private boolean readAnything() {
      return !read.equals(before) || !truncations.isEmpty();
    }

    private void read(OutputFrame frame) {
      keep(protocol.accept(state, frame));
      read = read.after(frame);
    }

    private void beginAnew(OutputTruncated truncated) {
      truncations.add(truncated);
      read = read.after(truncated);
    }

    private Reason doing() {
      return AgentEventRecorder.reason(protocol.activity(state));
    }

    private boolean saysAnything() {
      return readAnything() || !reactions.isEmpty();
    }

    private TurnRecorder.Batch batch(
        Optional<TurnRecorder.Rung> rung, Optional<Reason> activity, OptionalLong pid) {
      return new TurnRecorder.Batch(
          reactions, offers, truncations, new Progress(state, read), rung, activity, pid);
    }

    private void answer(InputRequest answered) {
      keep(protocol.answer(state, answered));
    }

    private void interrupt() {
      keep(protocol.interrupt(state));
    }

    private void steer(FollowUp message) {
      if (protocol.steerable(state)) {
        String messageId = ids.uuid();
        keep(protocol.steer(state, messageId, message.message()));
        offers.add(new TurnRecorder.Offer(message, messageId));
      }
    }

    private void keep(Reaction reaction) {
      boolean silent =
          reaction.events().isEmpty()
              && reaction.replies().isEmpty()
              && reaction.input() == Reaction.Input.STAYS_OPEN
              && reaction.state().equals(state);
      if (!silent) {
        reactions.add(reaction);
      }
      state = reaction.state();
    }
  }
}
