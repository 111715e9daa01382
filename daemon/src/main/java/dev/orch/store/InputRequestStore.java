package dev.orch.store;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.store.figures.FacetCube;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What agents wait for. Changes happen inside a {@link Transactions} unit. */
public interface InputRequestStore {

  /** Adds an open request. */
  void insert(InputRequest request);

  /** By id. */
  Optional<InputRequest> find(String id);

  /** By what the protocol of its turn calls it. */
  Optional<InputRequest> findByKey(SessionId session, int turn, String key);

  /** Ids that start with the prefix, at most {@code limit}, ascending. */
  List<String> idsStartingWith(String prefix, int limit);

  /** Open ones of a session, oldest first. */
  List<InputRequest> listOpen(SessionId session);

  /** Answered ones of a session that no agent has acknowledged, oldest first. */
  List<InputRequest> listUnacknowledged(SessionId session);

  /** Oldest first. */
  Page<InputRequest> list(Filter filter, Page.Request page);

  /**
   * How many there are by {@code project} (its id), {@code status} and {@code kind}.
   *
   * @param session only its own; null means any
   */
  FacetCube count(@Nullable SessionId session);

  /**
   * Records an answer.
   *
   * @return false if it was not open any more: nothing was changed
   */
  boolean answer(String id, InputRequest.Answer answer);

  /** Records that nobody needs to answer. Does nothing if it is not open. */
  void withdraw(String id);

  /** Records that the agent took note of the answer, or that it never will be told. */
  void acknowledge(String id);

  /** Which requests; null means any. */
  record Filter(
      @Nullable ProjectId project,
      @Nullable SessionId session,
      InputRequest.@Nullable Status status,
      InputRequest.@Nullable Kind kind) {}
}
