package dev.orch.cli.client;

import dev.orch.api.ApiPath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Watches over those who wait for a daemon: says soon that it is waited for, and asks one that is
 * silent whether it is well. One that is may take as long as it needs.
 *
 * @param notice told what is waited for
 */
public record Watchdog(Consumer<String> notice, Bounds bounds) {
  private static final String AWAITED = "waiting for the daemon";

  /** Those of the command line. */
  public static final Bounds USUAL =
      new Bounds(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(3));

  /**
   * How long a daemon may be silent.
   *
   * @param unnoticed until it is said that it is waited for
   * @param answering until it is asked whether it is well, and asked again
   * @param streaming the same of a stream, on which there is a heartbeat every 15 seconds
   * @param asked whether it is well, until it is taken for hung
   */
  public record Bounds(
      Duration unnoticed, Duration answering, Duration streaming, Duration asked) {}

  /** One that tells nobody what is waited for. */
  public static Watchdog quiet() {
    return new Watchdog(_ -> {}, USUAL);
  }

  /**
   * Does what waits for an answer, in a thread of its own: nothing else could leave a read that
   * never ends. Where the daemon is hung, or this thread is interrupted, that one is left behind
   * and ends with the process. It is no virtual one: the first of a process takes longer than most
   * answers.
   *
   * @param answered whether the answer has begun
   * @param requireWell throws if the daemon is hung
   * @throws IOException if the exchange ends so, or this thread was interrupted
   */
  <T> T watch(Callable<T> exchange, BooleanSupplier answered, Runnable requireWell)
      throws IOException {
    FutureTask<T> work = new FutureTask<>(exchange);
    Thread.ofPlatform().daemon().start(work);
    if (!hasEnded(work, bounds.unnoticed()) && !answered.getAsBoolean()) {
      notice.accept(AWAITED);
    }
    while (!hasEnded(work, bounds.answering())) {
      requireWell.run();
    }
    return result(work);
  }

  /** How it fails to say that it is well; empty where it says so, or nobody is there to ask. */
  Optional<SocketTimeoutException> findHang(URI daemon) {
    Call health = Call.get(ApiPath.HEALTH.with());
    try (Wire.Reply _ = Wire.send(daemon, health, Map.of(), bounds.asked())) {
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.of(e);
    } catch (IOException e) {
      return Optional.empty(); // which whoever waits will be told by the system
    }
  }

  private static boolean hasEnded(FutureTask<?> work, Duration atMost) throws IOException {
    try {
      work.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static <T> T result(FutureTask<T> work) throws IOException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new AssertionError(e);
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }
}
