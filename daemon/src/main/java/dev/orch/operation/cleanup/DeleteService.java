package dev.orch.operation.cleanup;

import dev.orch.api.event.CleanupPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.Operations;
import dev.orch.operation.PlanJson;
import dev.orch.operation.Preview;
import dev.orch.session.Cause;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionService;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes sessions. What is taken is what the person saw, or loses nothing: the comparison, the
 * session's step and the plan are one commit.
 */
public final class DeleteService {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteService.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Stores stores;
  private final SessionLedger ledger;
  private final SessionService sessions;
  private final Operations operations;
  private final CleanupPlanner planner;
  private final Set<String> goingOn = ConcurrentHashMap.newKeySet();

  /** With everything that it calls. */
  public DeleteService(
      Stores stores,
      SessionLedger ledger,
      SessionService sessions,
      Operations operations,
      CleanupPlanner planner) {
    this.stores = stores;
    this.ledger = ledger;
    this.sessions = sessions;
    this.operations = operations;
    this.planner = planner;
  }

  /**
   * How it is to be done.
   *
   * @param planHash what a person agreed to; null if nobody was asked
   * @param force whether its agent is stopped first
   */
  public record Wanted(boolean deleteBranch, @Nullable String planHash, boolean force) {}

  /**
   * What a delete would take.
   *
   * @param deletesBranch whether its branch is to go too
   * @throws dev.orch.domain.session.IllegalTransitionException if it is deleted already
   */
  public Preview preview(Session session, boolean deletesBranch) {
    requireSomethingLeft(session);
    return planner.preview(session, deletesBranch);
  }

  /**
   * Deletes the session. A daemon that ends on the way is followed by one that goes on. What ended
   * in the middle goes on when it is asked for again.
   *
   * @return carries out what is committed, after the end of the turn and with the project's
   *     teardown, and returns once all is gone; throws what this throws, and where it fails
   *     {@linkplain OperationFailedException#isUnfinished in the middle} says what is where.
   *     Nothing is lost, and the session is deleted then
   * @throws DeleteRefusedException if something would be lost that nobody agreed to, or if what is
   *     there is not what was agreed to; nothing was removed
   * @throws dev.orch.domain.session.IllegalTransitionException if it cannot be deleted in its state
   * @throws dev.orch.operation.OperationRefusedException if another operation is at work on it
   * @throws OperationFailedException if something of it could not be moved or removed; nothing was
   */
  public Runnable begin(SessionId id, Wanted wanted, Actor actor, Answering answering) {
    Session session = ledger.require(id);
    requireSomethingLeft(session);
    boolean ended =
        session.state() == SessionState.DELETED || SessionLifecycle.isAtRest(session.state());
    if (!ended || stores.turns().hasOpen(id)) {
      return beginLive(session, wanted, actor, answering);
    }
    Optional<Operation> begun = Optional.empty();
    while (begun.isEmpty()) {
      Session read = ledger.require(id);
      requireSomethingLeft(read);
      CleanupPlanner.Planned planned = planned(read, wanted.deleteBranch());
      requireAgreed(read, planned, wanted.planHash());
      begun = begin(read, planned, actor, answering);
    }
    Operation operation = begun.get();
    return () -> operations.carryOut(operation, answering.done());
  }

  /** What a tombstone says of its places means nothing, unless its delete ended in the middle. */
  private void requireSomethingLeft(Session session) {
    if (session.state() == SessionState.DELETED && !isUnfinished(session.id())) {
      throw ledger.refused(session, SessionTrigger.DELETE);
    }
  }

  private boolean isUnfinished(SessionId id) {
    return stores.operations().findLeft(id, Operation.Kind.DELETE).isPresent();
  }

  /** Refused before anything is stopped or committed that no later try could end. */
  private CleanupPlanner.Planned planned(Session session, boolean deleteBranch) {
    CleanupPlanner.Planned planned = planner.plan(session, deleteBranch);
    String hindrance = planned.hindrance();
    if (hindrance != null) {
      throw new OperationFailedException(hindrance);
    }
    return planned;
  }

  private void requireAgreed(
      Session session, CleanupPlanner.Planned planned, @Nullable String planHash) {
    Preview preview = planned.preview();
    if (planHash == null && preview.losesAnything()) {
      throw losing(session, "something of it would be gone for good", preview);
    }
    if (planHash != null && !planHash.equals(preview.planHash())) {
      throw changed(session, preview);
    }
  }

  private DeleteRefusedException changed(Session session, Preview preview) {
    return new DeleteRefusedException(
        DeleteRefusedException.Refusal.CHANGED,
        "the plan hash is of no preview of what is there now: it was mistyped, or something has"
            + " changed since",
        preview,
        ledger.actions(session));
  }

  private DeleteRefusedException losing(Session session, String message, Preview preview) {
    return new DeleteRefusedException(
        DeleteRefusedException.Refusal.LOSES_WORK, message, preview, ledger.actions(session));
  }

  /** Empty if the session changed since it was read. */
  private Optional<Operation> begin(
      Session read, CleanupPlanner.Planned planned, Actor actor, Answering answering) {
    return stores
        .transactions()
        .write(() -> {
          if (ledger.require(read.id()).version() != read.version()) {
            return Optional.<Operation>empty();
          }
          Operation operation =
              operations.begin(
                  Operations.Wanted.of(Operation.Kind.DELETE, read, text(planned)),
                  operations.asked(actor, answering.receiptKey()));
          step(read.id(), planned, actor);
          answering.working().run();
          return Optional.of(operation);
        });
  }

  /** What goes on with an earlier delete finds the step taken; another plan of it is outdated. */
  private void step(SessionId id, CleanupPlanner.Planned planned, Actor actor) {
    Session read = ledger.require(id);
    Session deleted =
        read.state() == SessionState.DELETED
            ? ledger.touch(id)
            : ledger.request(id, SessionTrigger.DELETE, Cause.of(actor, null));
    ledger.append(
        deleted,
        0,
        EventType.CLEANUP_STARTED,
        actor,
        new CleanupPayload.Started(planned.plan().keptBytes() + planned.plan().freedBytes()));
  }

  private static Operation.Plan text(CleanupPlanner.Planned planned) {
    return new Operation.Plan(PlanJson.write(planned.plan()), planned.preview().planHash());
  }

  /** The stop is committed with the intent; the step follows the turn's end. */
  private Runnable beginLive(Session session, Wanted wanted, Actor actor, Answering answering) {
    if (!wanted.force() && !stores.turns().hasOpen(session.id())) {
      String stopping =
          "orch stop %1$s; or both at once: orch delete %1$s%2$s --force"
              .formatted(session.id(), wanted.deleteBranch() ? " --delete-branch" : "");
      throw ledger.refused(session, SessionTrigger.DELETE).hinting(stopping);
    }
    CleanupPlanner.Planned planned = planned(session, wanted.deleteBranch());
    String hash = wanted.planHash();
    if (hash != null && !hash.equals(planned.preview().planHash())) {
      throw changed(session, planned.preview());
    }
    if (!wanted.force()) {
      throw losing(session, "session %s is at work".formatted(session.id()), planned.preview())
          .hinting("stop it first, or send force: true with the preview's plan_hash");
    }
    DeletePlan.WhileStopping intent =
        new DeletePlan.WhileStopping(
            wanted.deleteBranch(), hash == null ? null : planned.lasting());
    Operation stopping =
        stores
            .transactions()
            .write(() -> {
              Operation begun =
                  operations.beginStopping(
                      Operations.Wanted.of(
                          Operation.Kind.DELETE,
                          session,
                          new Operation.Plan(PlanJson.write(intent), planned.preview().planHash())),
                      operations.asked(actor, answering.receiptKey()));
              answering.working().run();
              requestStop(session.id(), actor);
              return begun;
            });
    return () -> goOn(stopping, answering.done());
  }

  private void requestStop(SessionId id, Actor actor) {
    boolean asked = stores.turns().findStop(id).isPresent();
    boolean over =
        SessionLifecycle.next(ledger.require(id).state(), SessionTrigger.DELETE).isPresent();
    if (!asked && !over) {
      sessions.act(id, SessionAction.STOP, null, actor);
    }
  }

  /**
   * Waits for the end of the turn, then deletes by what is there then. What fails before that gives
   * the session free; while the store is away, the next start goes on.
   */
  private void goOn(Operation stopping, Runnable done) {
    if (!goingOn.add(stopping.id())) {
      throw OperationRefusedException.open(
          "session " + stopping.session(), stopping.kind().wireName());
    }
    Operation begun;
    try {
      begun = afterTheStop(stopping);
    } catch (StoreUnavailableException | StoreClosedException away) {
      throw away;
    } catch (RuntimeException failure) {
      operations.abandon(stopping, String.valueOf(failure.getMessage()));
      throw failure;
    } finally {
      goingOn.remove(stopping.id());
    }
    operations.carryOut(begun, done);
  }

  private Operation afterTheStop(Operation stopping) {
    SessionId id = stopping.session();
    Actor actor = stopping.asked().by();
    DeletePlan.WhileStopping intent =
        PlanJson.read(stopping.plan().text(), DeletePlan.WhileStopping.class);
    Optional<Operation> begun = Optional.empty();
    while (begun.isEmpty()) {
      stores.transactions().write(() -> requestStop(id, actor));
      awaitEnd(id);
      Session read = ledger.require(id);
      CleanupPlanner.Planned planned = planned(read, intent.deleteBranch());
      refuseOther(stopping, intent, planned);
      begun = begin(stopping, read, planned);
    }
    return begun.get();
  }

  private void refuseOther(
      Operation stopping, DeletePlan.WhileStopping intent, CleanupPlanner.Planned planned) {
    String agreed = intent.agreed();
    if (agreed != null && !agreed.equals(planned.lasting())) {
      operations.abandon(stopping, "what was there had changed");
      throw changed(ledger.require(stopping.session()), planned.preview());
    }
    if (agreed == null && planned.preview().losesAnything()) {
      operations.abandon(stopping, "something would have been gone for good");
      throw losing(
          ledger.require(stopping.session()),
          "something of it would be gone for good",
          planned.preview());
    }
  }

  private Optional<Operation> begin(
      Operation stopping, Session read, CleanupPlanner.Planned planned) {
    return stores
        .transactions()
        .write(() -> {
          boolean other = ledger.require(read.id()).version() != read.version();
          if (other || stores.turns().hasOpen(read.id())) {
            return Optional.<Operation>empty();
          }
          Operation operation = operations.planned(stopping, text(planned));
          step(read.id(), planned, stopping.asked().by());
          return Optional.of(operation);
        });
  }

  private void awaitEnd(SessionId id) {
    sessions.wake(id);
    try {
      long seen = stores.events().lastSeq();
      while (stores.turns().hasOpen(id)) {
        stores.events().awaitAfter(seen, LOOK_AGAIN);
        seen = stores.events().lastSeq();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoreClosedException();
    }
  }

  /** Those that wait for the end of a turn and that nobody is at: something was in their way. */
  public List<Operation> listLeft() {
    return stores.operations().listOpen().stream()
        .filter(open -> open.stage() == Operation.Stage.STOPPING)
        .filter(open -> !goingOn.contains(open.id()))
        .toList();
  }

  /**
   * Goes on with one of those.
   *
   * @throws OperationRefusedException if somebody is at it
   */
  public void goOn(Operation stopping) {
    goOn(stopping, () -> {});
  }

  /**
   * Goes on with those that an earlier daemon had begun and whose agents are being stopped, each by
   * itself: one whose agent does not end holds up no other. Returns once all have ended; a thread
   * that is interrupted leaves them to the next daemon.
   */
  public void goOnStopping() {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      stores.operations().listOpen().stream()
          .filter(open -> open.stage() == Operation.Stage.STOPPING)
          .forEach(open -> each.execute(() -> goOnAlone(open)));
    }
  }

  private void goOnAlone(Operation stopping) {
    try {
      goOn(stopping, () -> {});
    } catch (StoreClosedException _) {
      LOG.debug("session={} is deleted by the next daemon", stopping.session());
    } catch (OperationFailedException | OperationRefusedException | DeleteRefusedException told) {
      LOG.warn("session={} is not deleted: {}", stopping.session(), told.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("session={} is not deleted", stopping.session(), failure);
    }
  }
}
