package dev.orch.event;

import dev.orch.domain.event.Event;
import dev.orch.domain.event.NewEvent;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A log that keeps its events in memory; each append is a unit of its own. */
public final class MemoryEventLog implements EventLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final List<Event> events = new ArrayList<>();

  @Override
  public long append(NewEvent event) {
    lock.lock();
    try {
      long seq = events.size() + 1L;
      events.add(new Event(seq, event));
      appended.signalAll();
      return seq;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Event> read(EventFilter filter, long after, long before, int limit) {
    lock.lock();
    try {
      return events.stream()
          .filter(e -> e.seq() > after && e.seq() < before && matches(filter, e.fact()))
          .limit(limit)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long lastSeq() {
    lock.lock();
    try {
      return events.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitAfter(long seq, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (events.size() <= seq && left > 0) {
        left = appended.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      return events.size() > seq;
    } finally {
      lock.unlock();
    }
  }

  private static boolean matches(EventFilter filter, NewEvent fact) {
    return (filter.project() == null || filter.project().equals(fact.project()))
        && (filter.session() == null || filter.session().equals(fact.session()))
        && (filter.types().isEmpty()
            || filter.types().stream().anyMatch(t -> named(t, fact.type().wireName())));
  }

  private static boolean named(String wanted, String type) {
    return wanted.endsWith("*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : type.equals(wanted);
  }
}
