package dev.orch.turn;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.StopRung;
import java.util.Optional;

/**
 * Watches a process that has nothing more to say: one whose input has ended must end too, one
 * without output for long is said to be stalled. Used by one thread, in monotonic nanoseconds.
 */
final class IdleWatch {
  private final TurnTimes times;
  private boolean armed;
  private long due;
  private StopRung next = StopRung.TERMINATE;
  private long lastOutput;
  private boolean stalled;

  IdleWatch(TurnTimes times, long now) {
    this.times = times;
    this.lastOutput = now;
  }

  /** From now on the process has to end. */
  void inputEnded(long now) {
    if (!armed) {
      armed = true;
      due = now + times.endGrace().toNanos();
    }
  }

  boolean isArmed() {
    return armed;
  }

  /** What to do to a process that did not end in time; each rung once its time is over. */
  Optional<StopRung> due(long now) {
    if (!armed || now - due < 0) {
      return Optional.empty();
    }
    StopRung rung = next;
    next = StopRung.KILL;
    due = now + times.rungGrace().toNanos();
    return Optional.of(rung);
  }

  /** Another reason for running, when that changes: stalled, or at work again. */
  Optional<Reason> activity(boolean output, long now) {
    if (output) {
      lastOutput = now;
      boolean was = stalled;
      stalled = false;
      return was ? Optional.of(Reason.WORKING) : Optional.empty();
    }
    if (!stalled && now - lastOutput >= times.stalledAfter().toNanos()) {
      stalled = true;
      return Optional.of(Reason.STALLED);
    }
    return Optional.empty();
  }
}
