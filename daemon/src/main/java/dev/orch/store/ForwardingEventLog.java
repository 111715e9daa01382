package dev.orch.store;

import dev.orch.domain.event.Event;
import dev.orch.store.figures.FacetCube;
import java.time.Duration;
import java.util.List;

/** Stands before a log: reads as that does, and leaves open what happens to what is appended. */
public abstract class ForwardingEventLog implements EventLog {
  private final EventLog log;

  /** Before this one. */
  protected ForwardingEventLog(EventLog log) {
    this.log = log;
  }

  @Override
  public final List<Event> read(EventFilter filter, long after, long before, int limit) {
    return log.read(filter, after, before, limit);
  }

  @Override
  public final List<Event> readBefore(EventFilter filter, long before, int limit) {
    return log.readBefore(filter, before, limit);
  }

  @Override
  public final FacetCube count(EventFilter filter) {
    return log.count(filter);
  }

  @Override
  public final long lastSeq() {
    return log.lastSeq();
  }

  @Override
  public final boolean awaitAfter(long seq, Duration atMost) throws InterruptedException {
    return log.awaitAfter(seq, atMost);
  }
}
