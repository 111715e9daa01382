package dev.orch.store;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The turns. Changes happen inside a {@link Transactions} unit; each method changes its own part of
 * the row, so that a stop that is asked for and the thread that reads the output never undo each
 * other's. Changing a turn that is not there is an {@link IllegalStateException}.
 */
public interface TurnStore {

  /** Adds a turn that was admitted. */
  void insert(Turn turn);

  /** By session and number. */
  Optional<Turn> find(SessionId session, int number);

  /** The one with the highest number. */
  Optional<Turn> findLatest(SessionId session);

  /** All of a session, ascending. */
  List<Turn> list(SessionId session);

  /**
   * Those of a session behind a number, ascending.
   *
   * @param after exclusive; 0 for the beginning
   * @param limit at most so many
   */
  List<Turn> list(SessionId session, long after, int limit);

  /**
   * The sessions with a turn that has not ended: what a daemon finds at its start. Reads nothing of
   * the turns, so that one that cannot be read hides no other.
   */
  List<SessionId> listSessionsWithOpenTurn();

  /** Whether the session has a turn that has not ended; reads nothing of it. */
  boolean hasOpen(SessionId session);

  /** The stop on record of the session's open turn; reads nothing else of it. */
  Optional<Turn.Stop> findStop(SessionId session);

  /** Records what is known of its process and how far its output is recorded. */
  void saveLaunch(SessionId session, int number, Turn.Launch launch);

  /**
   * Records that a stop was asked for; a second time, that it was asked for once more: the first
   * reason and time stand.
   */
  void requestStop(SessionId session, int number, Reason reason, Instant at);

  /**
   * Records the rung that its process is taken to next: by a stop, or because it did not end by
   * itself.
   */
  void saveRung(SessionId session, int number, StopRung rung, Instant at);

  /** The last rung on record, also where no stop is. */
  Optional<StopRung> findRung(SessionId session, int number);

  /**
   * Records how it ended, and forgets the state of its protocol, which holds texts of the agent.
   * The first end stands: does nothing the second time.
   */
  void finish(SessionId session, int number, Turn.End end);
}
