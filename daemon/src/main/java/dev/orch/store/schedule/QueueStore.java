package dev.orch.store.schedule;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that wait for a place. Changes happen inside a {@code Transactions} unit; the
 * session is in the store.
 */
public interface QueueStore {

  /**
   * Adds a session behind the others.
   *
   * @throws IllegalStateException if it is in the queue
   */
  void add(SessionId session, Wish wish, Instant since, @Nullable Instant notBefore);

  /** Has an entry want something else, at its place; does nothing where there is none. */
  void replace(SessionId session, Wish wish);

  /** Takes a session out; false if it is not in the queue. */
  boolean remove(SessionId session);

  /** The entry of a session. */
  Optional<QueueEntry> find(SessionId session);

  /** All of them, in the order in which they came. */
  List<QueueEntry> list();

  /** Whether nobody waits. */
  boolean isEmpty();

  /** The sessions with a turn that has not ended. */
  List<AtWork> listAtWork();

  /** Records that the project was served, later than every other. */
  void serve(ProjectId project);

  /**
   * When each project was served last: a greater number is later. One that never was is missing.
   */
  Map<ProjectId, Long> served();
}
