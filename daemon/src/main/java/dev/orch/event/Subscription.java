package dev.orch.event;

import dev.orch.domain.event.Event;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.time.Duration;
import java.util.List;

/**
 * Follows the log from a place in it. Holds nothing between two calls: the reader keeps its place,
 * so that any number of readers cost the log nothing, and one that comes back goes on where it was.
 */
public final class Subscription {
  private static final int AT_ONCE = 256;

  private final EventLog log;

  /** Follows this log. */
  public Subscription(EventLog log) {
    this.log = log;
  }

  /**
   * What a reader gets.
   *
   * @param events ascending, at most 256; empty if time was over
   * @param lookedUpTo the next call goes on behind it; it grows although nothing matches
   */
  public record Batch(List<Event> events, long lookedUpTo) {
    /** Keeps its own copy. */
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * Waits until something behind {@code afterSeq} matches, or time is over. Any thread may call it,
   * outside of units of work.
   *
   * @param afterSeq exclusive; 0 for the beginning
   * @throws InterruptedException if the thread is interrupted while it waits; nothing is lost
   */
  public Batch next(EventFilter filter, long afterSeq, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Batch batch = look(filter, afterSeq);
    long left = atMost.toNanos();
    while (batch.events().isEmpty()
        && left > 0
        && log.awaitAfter(batch.lookedUpTo(), Duration.ofNanos(left))) {
      batch = look(filter, batch.lookedUpTo());
      left = deadline - System.nanoTime();
    }
    return batch;
  }

  /** What is there now. The end is asked for first: what is committed meanwhile is seen next. */
  private Batch look(EventFilter filter, long after) {
    long end = Math.max(after, log.lastSeq());
    List<Event> events = log.read(filter, after, Long.MAX_VALUE, AT_ONCE);
    if (events.isEmpty()) {
      return new Batch(events, end);
    }
    long last = events.getLast().seq();
    return new Batch(events, events.size() < AT_ONCE ? Math.max(end, last) : last);
  }
}
