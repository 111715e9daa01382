package dev.orch.session;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.session.SessionId;
import dev.orch.schedule.LaunchQueue;
import dev.orch.store.StoreClosedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what the queue allows. One thread runs it: it looks after every commit, and by itself only
 * while somebody waits for memory, for the disk or for a time, or could not begin. What it does is
 * one commit for each session, out of the queue and admitted, so that none is lost and none begins
 * twice; a daemon that dies behind that commit finds an open turn at its next start, as of any
 * other session.
 */
public final class LaunchLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LaunchLoop.class);

  /** How long it waits before it asks a store again that could not be read. */
  private static final Duration STORE_PAUSE = Duration.ofMillis(500);

  /** How long it waits before it looks again after what nobody expected. */
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);

  /** How long one that could not begin is passed over before it is tried again. */
  private static final Duration ENTRY_PAUSE = Duration.ofMinutes(1);

  private final Stores stores;
  private final LaunchQueue queue;
  private final Admission admission;
  private final LiveSessions live;

  /** With everything that it calls. */
  public LaunchLoop(Stores stores, LaunchQueue queue, Admission admission, LiveSessions live) {
    this.stores = stores;
    this.queue = queue;
    this.admission = admission;
    this.live = live;
  }

  /** Runs until it is interrupted; no failure ends it. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        long seen = stores.events().lastSeq();
        launchAll();
        stores.events().awaitAfter(seen, queue.untilNextLook());
      } catch (InterruptedException | StoreClosedException _) {
        return;
      } catch (StoreUnavailableException away) {
        LOG.warn("the queue cannot be read, trying again: {}", away.getMessage());
        LockSupport.parkNanos(STORE_PAUSE.toNanos());
      } catch (RuntimeException failure) {
        LOG.error("nothing could leave the queue, trying again", failure);
        LockSupport.parkNanos(FAILURE_PAUSE.toNanos());
      }
    }
  }

  /** Launches everybody who may launch now. */
  void launchAll() {
    queue.lookForRoomAgain();
    Optional<QueueEntry> next = findNext();
    while (next.isPresent()) {
      if (queue.lookForRoom(next.get().project())) {
        launch(next.get());
      }
      next = findNext();
    }
  }

  private void launch(QueueEntry seen) {
    try {
      stores.transactions().write(() -> beginNext(seen.project())).ifPresent(live::wake);
    } catch (StoreUnavailableException | StoreClosedException away) {
      throw away;
    } catch (RuntimeException failure) {
      LOG.error(
          "session={} cannot leave the queue, trying again in {}",
          seen.session(),
          ENTRY_PAUSE,
          failure);
      queue.passOver(seen, ENTRY_PAUSE);
    }
  }

  /**
   * Looks again inside the unit: whoever was next may have been taken out meanwhile. One of another
   * project waits until its disk was looked at.
   */
  private Optional<SessionId> beginNext(ProjectId looked) {
    Optional<QueueEntry> next = findNext().filter(entry -> entry.project().equals(looked));
    next.ifPresent(admission::begin);
    return next.map(QueueEntry::session);
  }

  private Optional<QueueEntry> findNext() {
    return stores.transactions().read(queue::findNext);
  }
}
