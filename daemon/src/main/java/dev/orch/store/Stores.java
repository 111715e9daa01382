package dev.orch.store;

/** All stores of one database, as they are handed around. */
public record Stores(
    Transactions transactions,
    ProjectStore projects,
    CommandStore commands,
    SessionStore sessions,
    TurnStore turns,
    OutboxStore outbox,
    FollowUpStore followUps,
    InputRequestStore inputRequests,
    ArtifactStore artifacts,
    ReceiptStore receipts,
    EventLog events) {

  /** The same stores, the log seen through another. */
  public Stores withEvents(EventLog log) {
    return new Stores(
        transactions,
        projects,
        commands,
        sessions,
        turns,
        outbox,
        followUps,
        inputRequests,
        artifacts,
        receipts,
        log);
  }
}
