package dev.orch.search;

import dev.orch.domain.event.NewEvent;
import dev.orch.domain.session.SessionId;
import dev.orch.store.EventLog;
import dev.orch.store.ForwardingEventLog;
import dev.orch.store.search.SearchIndex;

/** A log whose texts can be found from the commit on that keeps them. */
final class FindableEvents extends ForwardingEventLog {
  private final EventLog log;
  private final SearchIndex index;

  /** What reaches it must be without secrets. */
  FindableEvents(EventLog log, SearchIndex index) {
    super(log);
    this.log = log;
    this.index = index;
  }

  @Override
  public long append(NewEvent event) {
    long seq = log.append(event);
    String session = event.session();
    if (session != null) {
      FindableTexts.of(event.payload())
          .ifPresent(
              text -> index.add(new SessionId(session), new SearchIndex.Place.InEvent(seq), text));
    }
    return seq;
  }
}
