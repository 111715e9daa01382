package dev.orch.operation;

import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Warning;
import dev.orch.session.SessionLedger;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a project's {@link Teardown} done as it was planned before an operation takes a worktree
 * away, and tells of it where it fails. That keeps no operation from going on. Any thread may call
 * it.
 */
public final class Teardowns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Teardowns.class);

  /** What a script's tree takes to be ended, and more. */
  private static final Duration FOR_THE_END = Duration.ofSeconds(15);

  /** What is to be known of a session that is forgotten. */
  private static final Set<Warning.Code> OUTLIVING =
      EnumSet.of(Warning.Code.TEARDOWN_FAILED, Warning.Code.TREE_NOT_PROVEN_DEAD);

  private final Stores stores;
  private final SessionLedger ledger;
  private final Teardown teardown;
  private final Duration usual;

  /** Those at work, by their session, of which one operation is open at most. */
  private final Map<SessionId, AtWork> atWork = new ConcurrentHashMap<>();

  private volatile boolean ending;

  /** One that is at work. */
  private static final class AtWork {
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean stopped;
  }

  /**
   * Over what does it.
   *
   * @param usual how long a script may take of which no plan says that
   */
  public Teardowns(Stores stores, SessionLedger ledger, Teardown teardown, Duration usual) {
    this.stores = stores;
    this.ledger = ledger;
    this.teardown = teardown;
    this.usual = usual;
  }

  /** Whether it was begun for this operation, so that its worktree is not as it was planned. */
  public boolean isBegun(Operation operation) {
    Session session = ledger.require(operation.session());
    return project(operation)
        .filter(project -> teardown.isBegun(session, project, operation.id()))
        .isPresent();
  }

  /**
   * Whether {@link #run} would run a script, which takes its time.
   *
   * @param planned as that is given it
   */
  public boolean isDue(Operation operation, @Nullable PlannedTeardown planned) {
    return due(operation, planned).isPresent();
  }

  /** What is to be done for an operation. */
  private record Due(Session session, Project project, String operation, Duration atMost) {}

  private Optional<Due> due(Operation operation, @Nullable PlannedTeardown planned) {
    Session session = ledger.require(operation.session());
    return project(operation)
        .map(project -> due(operation, session, project, planned))
        .filter(_ -> PlannedTeardown.isReady(session))
        .filter(due -> teardown.isDue(session, due.project(), operation.id()));
  }

  private Due due(
      Operation operation, Session session, Project project, @Nullable PlannedTeardown planned) {
    PlannedTeardown wanted =
        planned == null ? PlannedTeardown.of(session, project, usual) : planned;
    return new Due(session, wanted.in(project), operation.id(), wanted.atMost());
  }

  /**
   * Does it where the session's worktree is there and was made ready to work in; what is over
   * already for this operation is not done again.
   *
   * @param planned what is done; null for what the project says now, as daemons did it that did not
   *     write it down
   * @throws StoreClosedException if the daemon ends meanwhile: it is to be done again
   */
  public void run(Operation operation, @Nullable PlannedTeardown planned) {
    Optional<Due> due = due(operation, planned);
    if (due.isEmpty()) {
      return;
    }
    Session session = due.get().session();
    Teardown.@Nullable Failure failure = run(due.get());
    requireOpen(operation);
    stores
        .transactions()
        .write(() -> {
          ledger.clearWarnings(session.id(), Teardowns::isOfFailure);
          if (failure != null) {
            tell(session, failure);
          }
        });
  }

  private void tell(Session session, Teardown.Failure failure) {
    // What it printed goes with the session, which the daemon's log does not.
    LOG.warn("session={} goes on without its teardown: {}", session.id(), failure.how());
    ledger.append(
        ledger.require(session.id()),
        session.progress().turnCount(),
        EventType.WORKTREE_TEARDOWN_FAILED,
        Actor.DAEMON,
        new WorktreePayload.TeardownFailed(failure.how() + failure.more()));
    ledger.warn(session.id(), Warning.Code.TEARDOWN_FAILED, failure.how(), null);
  }

  private static boolean isOfFailure(Warning warning) {
    return warning.code() == Warning.Code.TEARDOWN_FAILED;
  }

  /**
   * Says of a session that is forgotten, inside the unit that does it, what is to be known of its
   * teardown after that: that it failed, what may be left of it, and nothing that it printed.
   *
   * @param before the session as it was
   */
  public void keepFailure(Session before) {
    before.progress().warnings().stream()
        .filter(warning -> OUTLIVING.contains(warning.code()))
        .forEach(kept -> ledger.warn(before.id(), kept.code(), kept.text(), kept.hint()));
  }

  /**
   * It takes its time: once the daemon has ended the rest is the next one's, which may be there.
   */
  private void requireOpen(Operation operation) {
    ledger.require(operation.session());
  }

  private Teardown.@Nullable Failure run(Due due) {
    SessionId session = due.session().id();
    AtWork begun = new AtWork();
    atWork.put(session, begun);
    try {
      requireNotEnding();
      return teardown.run(
          due.session(), due.project(), due.operation(), due.atMost(), () -> isUnwanted(begun));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoreClosedException();
    } catch (StoreUnavailableException | StoreClosedException away) {
      throw away;
    } catch (RuntimeException failure) {
      return new Teardown.Failure("the teardown failed", ": " + failure);
    } finally {
      atWork.remove(session);
      begun.over.countDown();
    }
  }

  /** When the daemon ends it is ended without being over. */
  private boolean isUnwanted(AtWork begun) {
    requireNotEnding();
    return begun.stopped;
  }

  private void requireNotEnding() {
    if (ending) {
      throw new StoreClosedException();
    }
  }

  private Optional<Project> project(Operation operation) {
    return stores.projects().find(operation.project());
  }

  /**
   * Ends the one that is at work in the session's worktree, with all that it has started: its
   * operation goes on as after one that failed. Returns before it has ended. A daemon that is
   * killed right then is followed by one that runs it again.
   *
   * @param withCommit called inside the commit that tells of it, with the session
   * @return false if none is at work; nothing was changed
   */
  public boolean stop(SessionId id, Actor actor, Consumer<Session> withCommit) {
    AtWork running = atWork.get(id);
    if (running == null) {
      return false;
    }
    stores
        .transactions()
        .write(() -> {
          Session session = ledger.touch(id);
          int turn = session.progress().turnCount();
          ledger.append(
              session,
              turn,
              EventType.SESSION_STOP_REQUESTED,
              actor,
              new SessionPayload.StopRequested(turn, Reason.USER.wireName()));
          withCommit.accept(session);
        });
    running.stopped = true;
    return true;
  }

  /**
   * Ends those at work and begins none any more: their operations stay open, and the next daemon
   * does them again. Returns once they are ended, in bounded time.
   */
  @Override
  public void close() {
    ending = true;
    for (AtWork running : atWork.values()) {
      try {
        boolean _ = running.over.await(FOR_THE_END.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
