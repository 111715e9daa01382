package dev.orch.cli;

import dev.orch.cli.client.Unheard;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells who interrupts a command what goes on without them, while the process ends. There is one
 * for all that a command line sends; any thread may say what there is to tell by now.
 */
public final class Parting {
  /** For who has interrupted and does not want to wait. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(3);

  private final Consumer<String> notice;
  private final AtomicReference<@Nullable Words> words = new AtomicReference<>();
  private volatile Supplier<Optional<String>> session = Optional::empty;

  /**
   * What there is to tell.
   *
   * @param found looked for when it is needed
   * @param otherwise where that finds nothing in time
   */
  private record Words(Supplier<Optional<String>> found, String otherwise) {}

  Parting(Consumer<String> notice) {
    this.notice = notice;
  }

  /**
   * What is sent next is for an agent, and its session can be looked for.
   *
   * @param look for its id, once, in a thread of its own that is not waited for long
   */
  public void findsBy(Supplier<Optional<String>> look) {
    session = look;
  }

  /** A request is on its way. Changes nothing where there is something to tell already. */
  public void sent(Unheard request) {
    Supplier<Optional<String>> look = session;
    words.compareAndSet(null, new Words(() -> look.get().map(Parting::goesOn), request.words()));
  }

  /** This session was made and is not told of yet, or is followed. */
  public void leaves(String session) {
    words.set(new Words(Optional::empty, goesOn(session)));
  }

  /** The command has told all there is: nothing is left to say. */
  public void over() {
    words.set(null);
  }

  /** Says it, if there is anything; within a few seconds. */
  void say() {
    Words last = words.get();
    if (last != null) {
      notice.accept(inTime(last.found()).orElse(last.otherwise()));
    }
  }

  private static String goesOn(String session) {
    return "%s goes on: orch wait %1$s waits for it, orch logs -f %1$s follows it, orch stop %1$s stops it"
        .formatted(session);
  }

  private static Optional<String> inTime(Supplier<Optional<String>> look) {
    FutureTask<Optional<String>> looking = new FutureTask<>(look::get);
    Thread.ofPlatform().daemon().start(looking);
    try {
      return looking.get(LAST_LOOK.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
