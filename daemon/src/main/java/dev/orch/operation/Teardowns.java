package dev.orch.operation;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.Warning;
import dev.orch.session.SessionLedger;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a project's {@link Teardown} done before an operation takes a worktree away, and tells of it
 * where it fails. That keeps no operation from going on. Any thread may call it.
 */
public final class Teardowns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Teardowns.class);

  /** What a script's tree takes to be ended, and more. */
  private static final Duration FOR_THE_END = Duration.ofSeconds(15);

  private final Stores stores;
  private final SessionLedger ledger;
  private final Teardown teardown;

  /** Those at work, by their operation's id; each is counted down once it is not any more. */
  private final Map<String, CountDownLatch> atWork = new ConcurrentHashMap<>();

  private volatile boolean ending;

  /** Over what does it. */
  public Teardowns(Stores stores, SessionLedger ledger, Teardown teardown) {
    this.stores = stores;
    this.ledger = ledger;
    this.teardown = teardown;
  }

  /** Whether it was begun for this operation, so that its worktree is not as it was planned. */
  public boolean isBegun(Operation operation) {
    Session session = ledger.require(operation.session());
    return project(operation)
        .filter(project -> teardown.isBegun(session, project, operation.id()))
        .isPresent();
  }

  /** Whether {@link #run} would run a script, which takes its time. */
  public boolean isDue(Operation operation) {
    Session session = ledger.require(operation.session());
    return project(operation).filter(project -> isDue(operation, session, project)).isPresent();
  }

  private boolean isDue(Operation operation, Session session, Project project) {
    return isReady(session) && teardown.isDue(session, project, operation.id());
  }

  /** Whether its worktree is there and was made ready to work in. */
  private static boolean isReady(Session session) {
    return session.place().branch() != null
        && Files.isDirectory(session.place().folder(), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Does it where the session's worktree is there and was made ready to work in; what is over
   * already for this operation is not done again.
   *
   * @throws StoreClosedException if the daemon ends meanwhile: it is to be done again
   */
  public void run(Operation operation) {
    Session session = ledger.require(operation.session());
    Optional<Project> project = project(operation);
    if (project.isEmpty() || !isDue(operation, session, project.get())) {
      return;
    }
    Teardown.@Nullable Failure failure = run(session, project.get(), operation.id());
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
    String why = failure.how() + failure.more();
    LOG.warn("session={} goes on without its teardown: {}", session.id(), why);
    ledger.append(
        ledger.require(session.id()),
        session.progress().turnCount(),
        EventType.WORKTREE_TEARDOWN_FAILED,
        Actor.DAEMON,
        new WorktreePayload.TeardownFailed(why));
    ledger.warn(session.id(), Warning.Code.TEARDOWN_FAILED, failure.how(), null);
  }

  private static boolean isOfFailure(Warning warning) {
    return warning.code() == Warning.Code.TEARDOWN_FAILED;
  }

  /**
   * Says of a session that is forgotten, inside the unit that does it, what is to be known of its
   * teardown after that: that it failed, and nothing that it printed.
   *
   * @param before the session as it was
   */
  public void keepFailure(Session before) {
    before.progress().warnings().stream()
        .filter(Teardowns::isOfFailure)
        .forEach(failed -> ledger.warn(before.id(), failed.code(), failed.text(), null));
  }

  /**
   * It takes its time: once the daemon has ended the rest is the next one's, which may be there.
   */
  private void requireOpen(Operation operation) {
    ledger.require(operation.session());
  }

  private Teardown.@Nullable Failure run(Session session, Project project, String operation) {
    CountDownLatch over = new CountDownLatch(1);
    atWork.put(operation, over);
    try {
      isUnwanted();
      return teardown.run(session, project, operation, this::isUnwanted);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoreClosedException();
    } catch (StoreUnavailableException | StoreClosedException away) {
      throw away;
    } catch (RuntimeException failure) {
      return new Teardown.Failure("the teardown failed", ": " + failure);
    } finally {
      atWork.remove(operation);
      over.countDown();
    }
  }

  /** Ends it, without its being over, when the daemon ends. */
  private boolean isUnwanted() {
    if (ending) {
      throw new StoreClosedException();
    }
    return false;
  }

  private Optional<Project> project(Operation operation) {
    return stores.projects().find(operation.project());
  }

  /**
   * Ends those at work and begins none any more: their operations stay open, and the next daemon
   * does them again. Returns once they are ended, in bounded time.
   */
  @Override
  public void close() {
    ending = true;
    for (CountDownLatch over : atWork.values()) {
      try {
        boolean _ = over.await(FOR_THE_END.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
