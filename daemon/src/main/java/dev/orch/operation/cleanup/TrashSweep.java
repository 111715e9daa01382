package dev.orch.operation.cleanup;

import dev.orch.store.EventLog;
import dev.orch.store.StoreClosedException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the trash let go of what has expired: at once, and daily as long as something happens. A
 * thread of its own runs it once and ends it by an interrupt; what it had begun is finished by the
 * next start.
 */
public final class TrashSweep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TrashSweep.class);
  static final Duration DAILY = Duration.ofDays(1);

  /** How long it waits before it sweeps again where that failed. */
  static final Duration AGAIN = Duration.ofMinutes(1);

  private final Runnable expire;
  private final EventLog events;
  private final Pause pause;

  /** How time passes. */
  @FunctionalInterface
  public interface Pause {
    /** Returns once so much time is over. */
    void last(Duration time) throws InterruptedException;
  }

  /**
   * Over the trash.
   *
   * @param expire removes what has expired; called again it does what is left
   */
  public TrashSweep(Runnable expire, EventLog events, Pause pause) {
    this.expire = expire;
    this.events = events;
    this.pause = pause;
  }

  @Override
  public void run() {
    try {
      while (true) {
        sweepThenWait();
      }
    } catch (InterruptedException | StoreClosedException _) {
      LOG.debug("the trash is swept by the next daemon");
    }
  }

  private void sweepThenWait() throws InterruptedException {
    try {
      expire.run();
      long seen = events.lastSeq();
      pause.last(DAILY);
      awaitUse(seen);
    } catch (StoreClosedException closed) {
      throw closed;
    } catch (RuntimeException failure) {
      LOG.error("the trash could not be swept, trying again in {}", AGAIN, failure);
      pause.last(AGAIN);
    }
  }

  /** A daemon that nobody uses writes nothing. */
  private void awaitUse(long seen) throws InterruptedException {
    boolean used = events.awaitAfter(seen, DAILY);
    while (!used) {
      used = events.awaitAfter(seen, DAILY);
    }
  }
}
