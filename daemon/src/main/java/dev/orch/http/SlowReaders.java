package dev.orch.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts off who does not read what a stream writes: the write blocks, and only an interrupt frees
 * its thread. Any thread may call it.
 */
final class SlowReaders implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final long patience;

  /** When each blocked thread's write began, in nanoseconds of the monotonic clock. */
  private final Map<Thread, Long> writing = new ConcurrentHashMap<>();

  /** Every thread that serves a stream, writing or not. */
  private final Set<Thread> streaming = ConcurrentHashMap.newKeySet();

  private final Thread watch;

  /** Set once, by {@link #close}; read by the watching thread. */
  private volatile boolean closed;

  /** Gives each write this long. Watches once {@link #start} is called. */
  SlowReaders(Duration patience) {
    this.patience = patience.toNanos();
    this.watch = Thread.ofVirtual().name("slow-readers").unstarted(this::look);
  }

  void start() {
    watch.start();
  }

  /** Serves a stream on this thread; its writes are watched. */
  void serve(Response.Stream stream, Response.Outlet outlet)
      throws IOException, InterruptedException {
    Thread self = Thread.currentThread();
    streaming.add(self);
    LockSupport.unpark(watch);
    try {
      stream.writeTo(bytes -> write(self, outlet, bytes));
    } finally {
      streaming.remove(self);
    }
  }

  /** Ends every stream. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
    streaming.forEach(Thread::interrupt);
  }

  private void write(Thread self, Response.Outlet outlet, byte[] bytes) throws IOException {
    writing.put(self, System.nanoTime());
    try {
      outlet.write(bytes);
    } finally {
      writing.remove(self);
    }
  }

  private void look() {
    while (!closed) {
      if (streaming.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, LOOK.toNanos());
      }
      long now = System.nanoTime();
      writing.forEach((thread, began) -> {
        if (now - began > patience) {
          thread.interrupt();
        }
      });
    }
  }
}
