package dev.orch.artifact;

import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.session.SessionId;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.util.List;
import java.util.function.Consumer;

/** Reads the events of one turn, some at a time: a turn may have more than fit into memory. */
final class TurnEvents {
  private static final int AT_ONCE = 500;

  private final EventLog log;

  TurnEvents(EventLog log) {
    this.log = log;
  }

  void forEach(SessionId session, int turn, Consumer<Event> reader) {
    EventFilter filter = EventFilter.of(session, turn);
    long after = beginningOfTheOneBefore(session, turn);
    List<Event> page = log.read(filter, after, Long.MAX_VALUE, AT_ONCE);
    while (!page.isEmpty()) {
      page.forEach(reader);
      after = page.getLast().seq();
      page = log.read(filter, after, Long.MAX_VALUE, AT_ONCE);
    }
  }

  /** Nothing of a turn is older than the beginning of the turn before it. */
  private long beginningOfTheOneBefore(SessionId session, int turn) {
    EventFilter filter =
        new EventFilter(null, session.value(), List.of(EventType.TURN_STARTED.wireName()));
    long beginning = 0;
    List<Event> page = log.read(filter, beginning, Long.MAX_VALUE, AT_ONCE);
    while (!page.isEmpty()) {
      for (Event event : page) {
        if (event.fact().turn() >= turn) {
          return beginning;
        }
        if (event.fact().turn() == turn - 1) {
          beginning = event.seq();
        }
      }
      page = log.read(filter, page.getLast().seq(), Long.MAX_VALUE, AT_ONCE);
    }
    return beginning;
  }
}
