package dev.orch.store;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions. Changes happen inside a {@link Transactions} unit, by the session ledger alone. */
public interface SessionStore {

  /** Adds a session at version 1. */
  void insert(Session session);

  /**
   * Replaces the stored session if nobody else did since it was read.
   *
   * @param next carries the version it was read at plus one
   * @return false if the stored version is not the one before {@code next}'s: read again
   */
  boolean replace(Session next);

  /** By id. */
  Optional<Session> find(SessionId id);

  /** Ids that start with the prefix, at most {@code limit}, ascending. */
  List<SessionId> idsStartingWith(String prefix, int limit);

  /** Newest first. */
  Page<Session> list(Filter filter, Page.Request page);

  /**
   * Which sessions; null and empty mean any.
   *
   * @param states any of these
   */
  record Filter(
      @Nullable ProjectId project,
      Set<SessionState> states,
      @Nullable AgentId agent,
      @Nullable CommandAction action) {

    /** All of them. */
    public static final Filter ALL = new Filter(null, Set.of(), null, null);
  }
}
