package dev.orch.session;

import dev.orch.domain.session.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of sessions: at most one per session, there while a turn is open. Any thread may call
 * it. The map is guarded by the lock; nothing blocks inside it.
 */
public final class LiveSessions implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SessionId, Live> threads = new HashMap<>();
  private final Consumer<Live> body;
  private boolean closed;

  /** What runs on a session's thread; it returns once {@link Live#retire} has said so. */
  public LiveSessions(Consumer<Live> body) {
    this.body = body;
  }

  /** Makes the session's thread look at the store; starts one if there is none. */
  public void wake(SessionId id) {
    lock.lock();
    try {
      Live running = threads.get(id);
      if (running != null) {
        running.wake();
        return;
      }
      if (closed) {
        return;
      }
      Live fresh = new Live(id);
      threads.put(id, fresh);
      fresh.thread = Thread.ofVirtual().name("session-" + id).start(() -> body.accept(fresh));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends all threads and waits until they have ended; processes go on. No thread starts afterwards.
   */
  @Override
  public void close() {
    for (Thread thread : interruptAll()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private List<Thread> interruptAll() {
    lock.lock();
    try {
      closed = true;
      List<Thread> running =
          threads.values().stream().map(live -> live.thread).filter(Objects::nonNull).toList();
      running.forEach(Thread::interrupt);
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** How many sessions have a thread. */
  public int count() {
    lock.lock();
    try {
      return threads.size();
    } finally {
      lock.unlock();
    }
  }

  /** One session's thread, as others see it. Its fields are guarded by the lock of all. */
  public final class Live {
    private final SessionId id;
    private @Nullable Thread thread;
    private final Condition wakes = lock.newCondition();
    private boolean woken;
    private Runnable nudge = () -> {};

    private Live(SessionId id) {
      this.id = id;
    }

    /** Whose it is. */
    public SessionId id() {
      return id;
    }

    private void wake() {
      woken = true;
      nudge.run();
      wakes.signalAll();
    }

    /**
     * Waits before the thread looks again: until it is woken, at most this long, and not at all if
     * it was woken since it last looked.
     */
    public void pause(Duration atMost) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long left = atMost.toNanos();
        while (!woken && left > 0) {
          left = wakes.awaitNanos(left);
        }
        woken = false;
      } finally {
        lock.unlock();
      }
    }

    /** From now on waking also does this; it must not block. What was missed is done at once. */
    public void onWake(Runnable next) {
      lock.lock();
      try {
        nudge = next;
        if (woken) {
          next.run();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Ends the thread's time unless it was woken since it last asked: then it looks again. */
    public boolean retire() {
      lock.lock();
      try {
        nudge = () -> {};
        if (woken) {
          woken = false;
          return false;
        }
        threads.remove(id);
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Ends the thread's time after a failure; what was asked since it last looked begins anew. */
    public void abandon() {
      lock.lock();
      try {
        threads.remove(id);
        if (woken) {
          LiveSessions.this.wake(id);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
