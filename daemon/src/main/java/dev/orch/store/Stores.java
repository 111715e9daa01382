package dev.orch.store;

import dev.orch.store.access.IssuedTokenStore;
import dev.orch.store.access.ReceiptStore;
import dev.orch.store.operation.CommentStore;
import dev.orch.store.operation.OperationStore;
import dev.orch.store.operation.ReleaseStore;
import dev.orch.store.operation.SessionPurge;
import dev.orch.store.schedule.LeaseStore;
import dev.orch.store.schedule.QueueStore;

/** All stores of one database, as they are handed around. */
public record Stores(
    Transactions transactions,
    ProjectStore projects,
    CommandStore commands,
    SessionStore sessions,
    TurnStore turns,
    OutboxStore outbox,
    FollowUpStore followUps,
    CommentStore comments,
    InputRequestStore inputRequests,
    ArtifactStore artifacts,
    ReceiptStore receipts,
    IssuedTokenStore issuedTokens,
    OperationStore operations,
    QueueStore queue,
    LeaseStore leases,
    ReleaseStore releases,
    TrashStore trash,
    SessionPurge purge,
    EventLog events) {

  /** The same stores, turns and events kept through these. */
  public Stores with(TurnStore otherTurns, EventLog otherEvents) {
    return new Stores(
        transactions,
        projects,
        commands,
        sessions,
        otherTurns,
        outbox,
        followUps,
        comments,
        inputRequests,
        artifacts,
        receipts,
        issuedTokens,
        operations,
        queue,
        leases,
        releases,
        trash,
        purge,
        otherEvents);
  }
}
