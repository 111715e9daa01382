package dev.orch.store;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.store.figures.FacetCube;
import java.time.Instant;
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

  /**
   * The branch that a session of the project, not deleted, is recorded with, and that git cannot
   * have this one beside: the first of them by name.
   */
  Optional<String> findClash(ProjectId project, String branch);

  /** Newest first. */
  Page<Session> list(Filter filter, Page.Request page);

  /**
   * How many there are by {@code project} (its id), {@code state}, {@code agent} and {@code
   * action}; deleted ones are not counted.
   *
   * @param words what is said in them; null means any
   */
  FacetCube count(@Nullable SearchQuery words, Among among);

  /**
   * Records that a person has looked at it; nothing is changed if one has since it took its state.
   * Does not raise its version, and is no event: it says who has read of the work, and nothing that
   * is done depends on it.
   */
  void markSeen(SessionId id, Instant at);

  /** Among which sessions it is looked. */
  enum Among {
    ALL,
    /** Those in the launch queue. */
    QUEUED
  }

  /**
   * Which sessions; null and empty mean any.
   *
   * @param states any of these
   * @param words what is said in them
   */
  record Filter(
      @Nullable ProjectId project,
      Set<SessionState> states,
      @Nullable AgentId agent,
      @Nullable CommandAction action,
      @Nullable SearchQuery words,
      Among among) {

    /** All of them. */
    public static final Filter ALL = new Filter(null, Set.of(), null, null);

    /** Whatever is said in them. */
    public Filter(
        @Nullable ProjectId project,
        Set<SessionState> states,
        @Nullable AgentId agent,
        @Nullable CommandAction action) {
      this(project, states, agent, action, null);
    }

    /** Whether they wait for a place or not. */
    public Filter(
        @Nullable ProjectId project,
        Set<SessionState> states,
        @Nullable AgentId agent,
        @Nullable CommandAction action,
        @Nullable SearchQuery words) {
      this(project, states, agent, action, words, Among.ALL);
    }
  }
}
