package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is looked at again and again. */
final class InTime {
  private InTime() {}

  /** Until it holds, as long as that takes on a busy machine; fails if it never does. */
  static void await(BooleanSupplier wanted) {
    assertThat(holds(wanted, Duration.ofMinutes(2))).isTrue();
  }

  /** Whether it holds before the time is over. */
  static boolean holds(BooleanSupplier wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return true;
  }
}
