package dev.orch.event;

import dev.orch.domain.event.NewEvent;
import dev.orch.store.EventLog;
import dev.orch.store.ForwardingEventLog;

/**
 * The log that everything is appended to: no secret reaches the stored one, and no text of more
 * than 16 KiB of UTF-8. What it reads is what is stored.
 */
public final class RedactingEventLog extends ForwardingEventLog {
  private final EventLog stored;
  private final Secrets secrets;

  /** Stands before the stored log. */
  public RedactingEventLog(EventLog stored, Secrets secrets) {
    super(stored);
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
}
