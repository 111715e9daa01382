package dev.orch.access;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens, so that nobody can try many. Who has the right one never comes here and is
 * never slowed. Any thread may call it.
 */
public final class BadTokens {
  private static final long WINDOW = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 20;

  private final LongSupplier nanoTime;

  /** Both guarded by this object's monitor; nothing waits inside. */
  private long windowBegan;

  private int inWindow;

  /** The clock is monotonic, in nanoseconds. */
  public BadTokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.windowBegan = nanoTime.getAsLong();
  }

  /** Counts one, and says whether there were more than 20 within the second. */
  public synchronized boolean tooMany() {
    long now = nanoTime.getAsLong();
    if (now - windowBegan >= WINDOW) {
      windowBegan = now;
      inWindow = 0;
    }
    inWindow++;
    return inWindow > MOST;
  }
}
