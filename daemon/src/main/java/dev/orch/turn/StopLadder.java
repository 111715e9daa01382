package dev.orch.turn;

import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rung a stop goes to next. Used by one thread; time is monotonic and does not outlive the
 * daemon: a new one goes on one rung after the last that is on record.
 */
final class StopLadder {
  private final Duration grace;
  private @Nullable StopRung taken;
  private long takenAt;

  StopLadder(Duration grace) {
    this.grace = grace;
  }

  /** Whether it waits for a rung to work. */
  boolean isClimbing() {
    return taken != null;
  }

  /** The rung to go to now, if it is time for one. */
  Optional<StopRung> next(Turn.Stop stop, long now) {
    StopRung recorded = stop.rung();
    if (recorded == null) {
      return Optional.of(StopRung.INTERRUPT);
    }
    StopRung following = recorded.next().orElse(recorded);
    boolean impatient = recorded != following && stop.requests() >= following.requests();
    boolean waited = taken == null || now - takenAt >= grace.toNanos();
    return impatient || waited ? Optional.of(following) : Optional.empty();
  }

  /** Says that this rung was acted on. */
  void took(StopRung rung, long now) {
    taken = rung;
    takenAt = now;
  }
}
