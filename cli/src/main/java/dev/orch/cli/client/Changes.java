package dev.orch.cli.client;

import dev.orch.api.ApiPath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Waits until sessions are as wanted: looks when the event stream says that something changed. */
public final class Changes {
  private final DaemonClient daemon;
  private final UrlQuery filters;
  private final Consumer<String> notice;

  /**
   * Looks at the events of this daemon that pass the filters.
   *
   * @param notice told when the connection is lost
   */
  public Changes(DaemonClient daemon, UrlQuery filters, Consumer<String> notice) {
    this.daemon = daemon;
    this.filters = filters;
    this.notice = notice;
  }

  /**
   * Looks now, and again after every change from then on.
   *
   * @param wanted asked by one thread at a time
   * @return false if it is not so when the time is over
   */
  public boolean await(Duration atMost, BooleanSupplier wanted) {
    if (wanted.getAsBoolean()) {
      return true;
    }
    // Known before another look: what happens after that look stands behind it.
    long end = end();
    if (wanted.getAsBoolean()) {
      return true;
    }
    EventFeed feed = new EventFeed(daemon, filters, end, notice);
    FutureTask<Boolean> following =
        new FutureTask<>(
            () -> feed.follow(event -> !mayMatter(event) || !wanted.getAsBoolean()), true);
    Thread.ofVirtual().start(following);
    try {
      return following.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | CancellationException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      following.cancel(true);
    }
  }

  private long end() {
    UrlQuery newest = new UrlQuery().add("before", Long.MAX_VALUE).add("limit", 1);
    List<JsonNode> events =
        daemon.get(ApiPath.EVENTS.with() + newest).pageOf(JsonNode.class).items();
    return events.isEmpty() ? 0 : new StreamedEvent(events.getLast()).seq();
  }

  /** What an agent says is much, and changes no session's state by itself. */
  private static boolean mayMatter(StreamedEvent event) {
    return !event.type().startsWith("agent.");
  }
}
