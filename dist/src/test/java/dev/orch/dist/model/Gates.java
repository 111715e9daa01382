package dev.orch.dist.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Named places where an answer waits until a test lets it pass, once for all. Any thread. */
final class Gates {
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Waits in front of it; fails when all are closed meanwhile. */
  void pass(String name) {
    reached.add(name);
    try {
      gate(name).await();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
    if (closed) {
      throw new UncheckedIOException(new IOException("the server is closed"));
    }
  }

  /** Whether somebody has come to it. */
  boolean isReached(String name) {
    return reached.contains(name);
  }

  void open(String name) {
    gate(name).countDown();
  }

  /** Sends everybody away. */
  void close() {
    closed = true;
    gates.values().forEach(CountDownLatch::countDown);
  }

  private CountDownLatch gate(String name) {
    CountDownLatch gate = gates.computeIfAbsent(name, _ -> new CountDownLatch(1));
    if (closed) {
      gate.countDown();
    }
    return gate;
  }
}
