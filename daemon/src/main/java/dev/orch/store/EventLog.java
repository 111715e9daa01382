package dev.orch.store;

import dev.orch.domain.event.Event;
import dev.orch.domain.event.NewEvent;
import dev.orch.store.figures.FacetCube;
import java.time.Duration;
import java.util.List;

/** The log of all that happened. Its order is the sequence number, never a clock. */
public interface EventLog {

  /**
   * Appends inside a {@link Transactions} unit; the commit wakes who waits in {@link #awaitAfter}.
   *
   * @return its sequence number
   */
  long append(NewEvent event);

  /**
   * Reads on, ascending.
   *
   * @param after exclusive; 0 for the beginning
   * @param before exclusive; {@link Long#MAX_VALUE} for the end
   * @param limit at most so many
   */
  List<Event> read(EventFilter filter, long after, long before, int limit);

  /**
   * Reads backwards: the newest that stand before a place, ascending all the same.
   *
   * @param before exclusive; {@link Long#MAX_VALUE} for the end
   * @param limit at most so many
   */
  List<Event> readBefore(EventFilter filter, long before, int limit);

  /**
   * How many fit the filter by type, of any type; those of types that are not known are left out.
   */
  FacetCube count(EventFilter filter);

  /** The greatest sequence number that was ever given, even if its event is gone; 0 if none was. */
  long lastSeq();

  /**
   * Waits until something newer is committed, or time is over. Needs no unit and holds none.
   *
   * @return whether something newer is there
   */
  boolean awaitAfter(long seq, Duration atMost) throws InterruptedException;
}
