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
    EventLog events) {}
