package dev.orch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, in reverse order, whatever fails on the way. Used by one thread. */
final class ShutdownStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShutdownStack.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String what, Runnable close) {}

  /** Says at once how to close what was just opened. */
  void onClose(String what, Runnable close) {
    steps.push(new Step(what, close));
  }

  /** Does nothing the second time. */
  @Override
  public void close() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.close().run();
      } catch (RuntimeException failure) {
        LOG.warn("closing {} failed", step.what(), failure);
      }
    }
  }
}
