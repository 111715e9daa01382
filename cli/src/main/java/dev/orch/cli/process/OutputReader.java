package dev.orch.cli.process;

import java.util.concurrent.CountDownLatch;

/** Who reads what is printed, as {@code head} in {@code orch events -f | head}. */
@FunctionalInterface
public interface OutputReader {
  /** Of whom nothing is known: that it has gone shows at the next write. */
  OutputReader UNKNOWN = () -> new CountDownLatch(1).await();

  /** Returns when it has gone; does not return where that cannot be known. */
  void awaitGone() throws InterruptedException;
}
