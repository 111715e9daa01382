package dev.orch.dist.agents;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what no stream announces, such as a file another process makes. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Waiting() {}

  /** Returns once the condition holds; fails when it does not in two minutes. */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("what was waited for did not happen");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
