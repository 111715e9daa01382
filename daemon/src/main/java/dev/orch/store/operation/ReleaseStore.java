package dev.orch.store.operation;

import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worktrees whose folders were given up, one to a session. Changes happen inside a unit of the
 * stores' transactions.
 */
public interface ReleaseStore {

  /** Says that it was given up; replaces what was said of an earlier time. */
  void save(ReleasedWorktree released);

  /** What is known of a session's. */
  Optional<ReleasedWorktree> find(SessionId session);

  /** What is known of a session's whose folder is away; empty while it is there. */
  default Optional<ReleasedWorktree> findAway(SessionId session) {
    return find(session).filter(released -> !released.isBack());
  }

  /** When the folders of those of these sessions were given up whose folders are away. */
  Map<SessionId, Instant> away(Collection<SessionId> sessions);

  /** The sessions of this project whose folders are away. */
  List<SessionId> sessionsOf(ProjectId project);

  /** The folder is there again; does nothing if none is away. */
  void comeBack(SessionId session);

  /** What was kept of it is gone; does nothing the second time. */
  void forget(SessionId session);
}
