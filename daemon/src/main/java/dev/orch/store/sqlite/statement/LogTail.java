package dev.orch.store.sqlite.statement;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The number of the newest event that is committed, and who waits for a newer one. Shared by the
 * thread that commits and all that wait; guarded by its own lock, which is never held while the
 * database is asked for anything.
 */
public final class LogTail {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private long last;

  /** Wakes all who wait for a number up to this one. */
  public void committed(long seq) {
    lock.lock();
    try {
      if (seq > last) {
        last = seq;
        grown.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a greater number is committed, or time is over. */
  public boolean awaitAfter(long seq, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (last <= seq) {
        if (left <= 0) {
          return false;
        }
        left = grown.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
