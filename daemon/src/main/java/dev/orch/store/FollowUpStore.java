package dev.orch.store;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages that wait for a turn. Changes happen inside a {@link Transactions} unit. */
public interface FollowUpStore {

  /** Adds one behind the others of its session; its position is given by the store. */
  FollowUp keep(String id, SessionId session, String message, FollowUp.Mode mode, Instant at);

  /** Adds one ahead of the others of its session, those that a turn has taken included. */
  FollowUp keepFirst(String id, SessionId session, String message, FollowUp.Mode mode, Instant at);

  /** Whether a turn has taken one of the session whose id begins so. */
  boolean isDelivered(SessionId session, String beginning);

  /**
   * Gives a kept one another message, if nobody else did since it was read.
   *
   * @param version that it was read at
   * @return false if it has another version, or a turn has taken it
   */
  boolean edit(String id, long version, String message);

  /** Takes a kept one away; false if a turn has taken it, or it is gone. */
  boolean withdraw(String id);

  /** Those of the session that no turn has taken, in the order of delivery. */
  List<FollowUp> listKept(SessionId session);

  /** Has those that are kept be a turn each: none of them goes into one that runs any more. */
  void leaveForLaterTurns(SessionId session);

  /**
   * Those that were offered to a running turn and are not acknowledged yet.
   *
   * @param turn the turn that they were offered to
   */
  List<FollowUp> listOffered(SessionId session, int turn);

  /**
   * Records that it was written to a running turn under this message id. It stays kept until the
   * agent acknowledges it. A later offer replaces an earlier one.
   */
  void offer(String id, int turn, String messageId);

  /** The one that was offered under this message id, if it is still kept. */
  Optional<FollowUp> findOffered(SessionId session, int turn, String messageId);

  /** Keeps again what this turn had taken, each at its old place; gives them in order. */
  List<FollowUp> takeBack(SessionId session, int turn);

  /** Keeps again what any turn had taken, each at its old place; gives them in order. */
  List<FollowUp> takeBackAll(SessionId session);

  /** Records that a turn has taken it; it is no longer kept. Does nothing the second time. */
  void deliver(String id, int turn, Instant at);
}
