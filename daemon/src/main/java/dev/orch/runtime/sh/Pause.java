package dev.orch.runtime.sh;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what the operating system gives no way to wait for. */
final class Pause {
  private Pause() {}

  /**
   * Waits until the condition holds, looking at it once per interval. An interrupt is kept for the
   * caller and shortens nothing: what is waited for here takes milliseconds, and is bounded.
   *
   * @return false if it did not hold in time
   */
  static boolean until(BooleanSupplier condition, Duration interval, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    boolean holds = condition.getAsBoolean();
    while (!holds && System.nanoTime() < end) {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(interval.toNanos());
      holds = condition.getAsBoolean();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return holds;
  }
}
