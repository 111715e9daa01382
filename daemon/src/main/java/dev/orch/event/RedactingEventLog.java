package dev.orch.event;

import dev.orch.domain.event.Event;
import dev.orch.domain.event.NewEvent;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.time.Duration;
import java.util.List;

/**
 * The log that everything is appended to: no secret reaches the stored one, and no text of more
 * than 16 KiB of UTF-8. What it reads is what is stored.
 */
public final class RedactingEventLog implements EventLog {
  private final EventLog stored;
  private final Secrets secrets;

  /** Stands before the stored log. */
  public RedactingEventLog(EventLog stored, Secrets secrets) {
    this.stored = stored;
    this.secrets = secrets;
  }

  @Override
  public long append(NewEvent event) {
    Redaction redaction = new Redaction(secrets.forProject(event.project()));
    return stored.append(
        new NewEvent(
            event.type(),
            event.at(),
            event.project(),
            event.session(),
            event.turn(),
            event.actor(),
            redaction.of(event.payload())));
  }

  @Override
  public List<Event> read(EventFilter filter, long after, long before, int limit) {
    return stored.read(filter, after, before, limit);
  }

  @Override
  public List<Event> readBefore(EventFilter filter, long before, int limit) {
    return stored.readBefore(filter, before, limit);
  }

  @Override
  public long lastSeq() {
    return stored.lastSeq();
  }

  @Override
  public boolean awaitAfter(long seq, Duration atMost) throws InterruptedException {
    return stored.awaitAfter(seq, atMost);
  }
}
