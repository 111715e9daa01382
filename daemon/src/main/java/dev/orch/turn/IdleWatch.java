package dev.orch.turn;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.StopRung;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches a process that has nothing more to say: one whose input has ended must end too, one
 * without output for long is said to be stalled. Used by one thread, in monotonic nanoseconds.
 */
final class IdleWatch {
  private final TurnTimes times;
  private boolean armed;
  private long due;
  private @Nullable StopRung taken;
  private long lastOutput;
  private boolean stalled;

  private IdleWatch(TurnTimes times, @Nullable StopRung taken, boolean stalled, long now) {
    this.times = times;
    this.taken = taken;
    this.stalled = stalled;
    this.lastOutput = now;
  }

  /** Goes on with what is on record: why the session is in its state, and the last rung taken. */
  static IdleWatch from(
      TurnTimes times, @Nullable Reason reason, Optional<StopRung> taken, long now) {
    return new IdleWatch(times, taken.orElse(null), reason == Reason.STALLED, now);
  }

  /** From now on the process has to end. */
  void inputEnded(long now) {
    if (!armed) {
      armed = true;
      due = now + (taken == null ? times.endGrace() : times.rungGrace()).toNanos();
    }
  }

  /** It was paused until now: its time begins anew. */
  void wentOn(long now) {
    lastOutput = now;
    stalled = false;
    if (armed) {
      due = now + (taken == null ? times.endGrace() : times.rungGrace()).toNanos();
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
    return Optional.of(taken == null ? StopRung.TERMINATE : StopRung.KILL);
  }

  /** Says that this rung was acted on. */
  void took(StopRung rung, long now) {
    taken = rung;
    due = now + times.rungGrace().toNanos();
  }

  /**
   * Another reason for running, when that changes: stalled, or again what the agent does. It is the
   * same until {@link #went}.
   *
   * @param doing the reason of an agent that prints
   */
  Optional<Reason> activity(boolean output, Reason doing, long now) {
    if (output) {
      return stalled ? Optional.of(doing) : Optional.empty();
    }
    return !stalled && isSilentTooLong(now) ? Optional.of(Reason.STALLED) : Optional.empty();
  }

  private boolean isSilentTooLong(long now) {
    return now - lastOutput >= times.stalledAfter().toNanos();
  }

  /** Says that what {@link #activity} gave for the same is on record. */
  void went(boolean output, long now) {
    if (output) {
      lastOutput = now;
      stalled = false;
    } else if (isSilentTooLong(now)) {
      stalled = true;
    }
  }
}
