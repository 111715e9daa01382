package dev.orch.cli.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does and nobody tells us: looks again and again, for a while. */
public final class Waiting {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final long start = System.nanoTime();
  private final Duration atMost;

  /** Gives up after that time, counted from now. */
  public Waiting(Duration atMost) {
    this.atMost = atMost;
  }

  /** Whether the time is over. */
  public boolean isOver() {
    return System.nanoTime() - start >= atMost.toNanos();
  }

  /** Pauses before the next look. */
  public void pause() {
    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
  }

  /**
   * Looks until it is so.
   *
   * @return false if it is not so when the time is over
   */
  public boolean until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (isOver()) {
        return false;
      }
      pause();
    }
    return true;
  }
}
