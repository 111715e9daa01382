package dev.orch.operation.cleanup;

import dev.orch.api.event.CleanupPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Warning;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.PlanJson;
import dev.orch.operation.PlannedTeardown;
import dev.orch.operation.Teardowns;
import dev.orch.operation.Unfinished;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.trash.SafeRemoval;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out deletes: into the trash, then our own files, then what is remembered. */
public final class DeleteExecutor implements OperationExecutor {
  private final Stores stores;
  private final SessionLedger ledger;
  private final Burial burial;
  private final Teardowns teardowns;
  private final InstantSource clock;

  /** With what takes worktrees away. */
  public DeleteExecutor(
      Stores stores,
      SessionLedger ledger,
      Burial burial,
      Teardowns teardowns,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.burial = burial;
    this.teardowns = teardowns;
    this.clock = clock;
  }

  @Override
  public Operation.Kind kind() {
    return Operation.Kind.DELETE;
  }

  @Override
  public boolean runsScript(Operation operation) {
    DeletePlan plan = PlanJson.read(operation.plan().text(), DeletePlan.class);
    return plan.kept() != null && teardowns.isDue(operation, plan.kept().tree().teardown());
  }

  @Override
  public Ending execute(Operation operation) {
    DeletePlan plan = PlanJson.read(operation.plan().text(), DeletePlan.class);
    @Nullable Buried buried = null;
    try {
      if (plan.kept() != null) {
        Kept kept = tornDown(operation, plan.kept());
        buried = bury(operation.session(), kept, plan.deleteBranch());
      }
      plan.removals().forEach(DeleteExecutor::remove);
    } catch (RuntimeException failure) {
      throw Unfinished.of(failure, taken(plan), left(plan));
    }
    return new Purge(operation, plan, buried);
  }

  /**
   * While the disk of the worktree is away, neither that nor the trash beside it can be told of.
   */
  private void requireDisk(Kept kept) {
    kept.findAway()
        .ifPresent(away -> {
          throw OperationRefusedException.away(away, kind().wireName());
        });
  }

  /**
   * After the project's teardown. What it changes of what was agreed to be gone for good goes with
   * that; of one that an earlier daemon began nobody knows who has worked there since.
   */
  private Kept tornDown(Operation operation, Kept kept) {
    @Nullable PlannedTeardown planned = kept.tree().teardown();
    if (kept.movable()) {
      teardowns.run(operation, planned);
      return kept;
    }
    requireDisk(kept);
    boolean isBegun = teardowns.isBegun(operation);
    if (!isBegun) {
      burial.requireAgreed(operation.session(), kept);
    }
    teardowns.run(operation, planned);
    return isBegun ? kept : kept.afterTeardown(burial.findLost(operation.session(), kept));
  }

  /**
   * What is in the trash by now, and how many bytes that takes.
   *
   * @param branchStays whether the branch is there still that was to go
   */
  private record Buried(Kept kept, long sizeBytes, boolean branchStays) {}

  private Buried bury(SessionId session, Kept kept, boolean deleteBranch) {
    requireDisk(kept);
    boolean branchStays = burial.bury(session, kept, deleteBranch);
    requireDisk(kept);
    return new Buried(burial.buried(session, kept), burial.size(session, kept), branchStays);
  }

  private static void remove(DeletePlan.Removal removal) {
    new SafeRemoval(Path.of(removal.root())).remove(Path.of(removal.path()));
  }

  private static Unfinished.Found taken(DeletePlan plan) {
    Kept kept = plan.kept();
    return new Unfinished.Found("in the trash", kept == null ? List.of() : Remains.inTrash(kept));
  }

  private Unfinished.Found left(DeletePlan plan) {
    Kept kept = plan.kept();
    List<Path> left = new ArrayList<>();
    if (kept != null) {
      left.addAll(Remains.atPlace(kept));
      left.addAll(burial.entries(kept));
    }
    plan.removals().stream()
        .map(removal -> Path.of(removal.path()))
        .flatMap(path -> Stream.of(path, SafeRemoval.leaving(path)))
        .filter(Sizes::exists)
        .forEach(left::add);
    return new Unfinished.Found("left", left);
  }

  /**
   * Says so in the session's events; the session stays deleted, with all that is known of it. What
   * was planned while this was at work is planned again.
   */
  @Override
  public void failed(Operation operation, OperationFailedException failure) {
    append(
        ledger.touch(operation.session()),
        EventType.CLEANUP_FAILED,
        new CleanupPayload.Failed(String.valueOf(failure.getMessage())));
  }

  private void append(Session session, EventType type, CleanupPayload payload) {
    ledger.append(session, 0, type, Actor.DAEMON, payload);
  }

  /** The end of a delete: what is remembered of the session goes. */
  private final class Purge implements Ending {
    private final Operation operation;
    private final DeletePlan plan;
    private final @Nullable Buried buried;

    /** {@code buried}: null for a session without a worktree. */
    Purge(Operation operation, DeletePlan plan, @Nullable Buried buried) {
      this.operation = operation;
      this.plan = plan;
      this.buried = buried;
    }

    @Override
    public void commit() {
      SessionId id = operation.session();
      Session session = ledger.require(id);
      stores.purge().forget(id);
      ledger.touch(id);
      teardowns.keepFailure(session);
      branchStays()
          .ifPresent(
              why -> ledger.warn(id, Warning.Code.BRANCH_KEPT, "its branch was " + why, null));
      @Nullable String trashId = null;
      if (buried != null) {
        trashId = buried.kept().trashId();
        stores.trash().insert(entry(session, buried));
      }
      append(
          session,
          EventType.CLEANUP_FINISHED,
          new CleanupPayload.Finished(plan.freedBytes(), trashId));
    }

    private Optional<String> branchStays() {
      return Optional.ofNullable(plan.branchStays())
          .or(() ->
              Optional.ofNullable(buried)
                  .filter(Buried::branchStays)
                  .map(_ -> "kept: it has moved, or was checked out, since that was planned"));
    }

    private TrashEntry entry(Session session, Buried inTrash) {
      Kept kept = inTrash.kept();
      return new TrashEntry(
          kept.trashId(),
          session.id(),
          session.assignment().project(),
          new TrashEntry.Kept(inTrash.sizeBytes(), kept.tree().branch(), PlanJson.write(kept)),
          clock.instant(),
          Instant.ofEpochMilli(plan.expiresAtMs()));
    }

    /** A log may have been written once more by who had read the session before it went. */
    @Override
    public void afterCommit() {
      plan.removals().forEach(DeleteExecutor::remove);
      stores.purge().settle();
    }
  }
}
