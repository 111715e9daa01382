package dev.orch.operation.cleanup;

import dev.orch.api.event.TrashPayload;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.session.SessionId;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.PlanJson;
import dev.orch.operation.Unfinished;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.util.Optional;

/** Gives back what is in the trash, or removes it for good. */
public final class TrashExecutor implements OperationExecutor {
  private final Operation.Kind kind;
  private final Stores stores;
  private final SessionLedger ledger;
  private final Burial burial;

  private TrashExecutor(Operation.Kind kind, Stores stores, SessionLedger ledger, Burial burial) {
    this.kind = kind;
    this.stores = stores;
    this.ledger = ledger;
    this.burial = burial;
  }

  /** For what is given back. */
  public static TrashExecutor restoring(Stores stores, SessionLedger ledger, Burial burial) {
    return new TrashExecutor(Operation.Kind.RESTORE, stores, ledger, burial);
  }

  /** For what is removed for good. */
  public static TrashExecutor emptying(Stores stores, SessionLedger ledger, Burial burial) {
    return new TrashExecutor(Operation.Kind.EMPTY, stores, ledger, burial);
  }

  @Override
  public Operation.Kind kind() {
    return kind;
  }

  @Override
  public Ending execute(Operation operation) {
    Kept kept = PlanJson.read(operation.plan().text(), Kept.class);
    SessionId session = operation.session();
    Remains.findAway(kept)
        .or(() -> kind == Operation.Kind.RESTORE ? kept.findAway() : Optional.empty())
        .ifPresent(away -> {
          throw OperationRefusedException.away(away, kind.wireName());
        });
    try {
      if (kind == Operation.Kind.EMPTY) {
        burial.letGo(session, kept);
        return new Gone(operation, kept, new TrashPayload.Expired(kept.trashId(), size(kept)));
      }
      burial.restore(session, kept);
    } catch (RuntimeException failure) {
      throw Unfinished.of(
          failure,
          new Unfinished.Found("in its place", Remains.atPlace(kept)),
          new Unfinished.Found("in the trash", Remains.inTrash(kept)));
    }
    return new Gone(
        operation,
        kept,
        new TrashPayload.Restored(kept.trashId(), kept.tree().branch(), kept.tree().path()));
  }

  private long size(Kept kept) {
    return stores
        .trash()
        .find(kept.trashId())
        .map(TrashEntry::kept)
        .map(TrashEntry.Kept::sizeBytes)
        .orElse(0L);
  }

  /** The end of an entry: its row goes, and the plan, which names its branch and its folder. */
  private final class Gone implements Ending {
    private final Operation operation;
    private final Kept kept;
    private final TrashPayload told;

    Gone(Operation operation, Kept kept, TrashPayload told) {
      this.operation = operation;
      this.kept = kept;
      this.told = told;
    }

    @Override
    public void commit() {
      stores.trash().remove(kept.trashId());
      ledger.append(
          ledger.require(operation.session()),
          0,
          kind == Operation.Kind.EMPTY ? EventType.TRASH_EXPIRED : EventType.TRASH_RESTORED,
          operation.asked().by(),
          told);
    }

    @Override
    public void afterCommit() {
      stores.purge().settle();
    }
  }
}
