package dev.orch.operation;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.session.SessionLedger;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a project's {@link Teardown} done before an operation takes a worktree away, and tells of it
 * where it fails. That keeps no operation from going on.
 */
public final class Teardowns {
  private static final Logger LOG = LoggerFactory.getLogger(Teardowns.class);

  private final Stores stores;
  private final SessionLedger ledger;
  private final Teardown teardown;

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

  /**
   * Does it where the session's worktree is there and was made ready to work in; what is over
   * already for this operation is not done again.
   *
   * @throws StoreClosedException if the daemon ends meanwhile
   */
  public void run(Operation operation) {
    Session session = ledger.require(operation.session());
    Optional<Project> project = project(operation);
    boolean there = Files.isDirectory(session.place().folder(), LinkOption.NOFOLLOW_LINKS);
    if (!there || project.isEmpty() || session.place().branch() == null) {
      return;
    }
    @Nullable String why = run(session, project.get(), operation.id());
    requireOpen(operation);
    if (why != null) {
      LOG.warn("session={} goes on without its teardown: {}", session.id(), why);
      stores
          .transactions()
          .write(() ->
              ledger.append(
                  ledger.require(session.id()),
                  session.progress().turnCount(),
                  EventType.WORKTREE_TEARDOWN_FAILED,
                  Actor.DAEMON,
                  new WorktreePayload.TeardownFailed(why)));
    }
  }

  /**
   * It takes its time: once the daemon has ended the rest is the next one's, which may be there.
   */
  private void requireOpen(Operation operation) {
    ledger.require(operation.session());
  }

  private @Nullable String run(Session session, Project project, String operation) {
    try {
      return teardown.run(session, project, operation);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoreClosedException();
    } catch (StoreUnavailableException | StoreClosedException away) {
      throw away;
    } catch (RuntimeException failure) {
      return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }
  }

  private Optional<Project> project(Operation operation) {
    return stores.projects().find(operation.project());
  }
}
