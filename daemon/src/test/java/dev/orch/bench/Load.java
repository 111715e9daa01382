package dev.orch.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Some clients that ask again and again, each on a connection of its own. */
record Load(BenchDaemon daemon, int clients, Duration time) {
  /**
   * How long answers took.
   *
   * @param nanos of each, ascending
   * @param processors what the daemon used of them meanwhile
   */
  record Times(List<Long> nanos, Duration in, Duration processors) {
    double millis(double share) {
      return nanos.get((int) Math.min(nanos.size() - 1L, Math.round(nanos.size() * share))) / 1e6;
    }

    double perSecond() {
      return nanos.size() * 1e9 / in.toNanos();
    }

    /** What one answer cost the daemon. */
    double processorMillis() {
      return processors.toNanos() / 1e6 / nanos.size();
    }
  }

  /**
   * Asks for what the function makes of a number that is another one each time: half the time to
   * warm up, which does not count.
   */
  Times of(LongFunction<String> path) throws InterruptedException, ExecutionException {
    run(path, time.dividedBy(2), 0);
    return run(path, time, 1_000_000);
  }

  private Times run(LongFunction<String> path, Duration length, long first)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      Duration used = daemon.processorTime();
      long began = System.nanoTime();
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        long own = first + i * 100_003L;
        all.add(threads.submit(() -> client(path, own, began + length.toNanos())));
      }
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> one : all) {
        times.addAll(one.get());
      }
      Collections.sort(times);
      return new Times(
          times, Duration.ofNanos(System.nanoTime() - began), daemon.processorTime().minus(used));
    }
  }

  private List<Long> client(LongFunction<String> path, long first, long deadline)
      throws IOException {
    List<Long> times = new ArrayList<>();
    try (Wire wire = new Wire(daemon.port(), daemon.token())) {
      long n = first;
      do {
        // Spreads over what there is, the same way each time.
        String asked = path.apply((n++ * 2_654_435_761L) & 0x7fff_ffff);
        long began = System.nanoTime();
        wire.get(asked);
        times.add(System.nanoTime() - began);
      } while (System.nanoTime() < deadline);
    }
    return times;
  }
}
