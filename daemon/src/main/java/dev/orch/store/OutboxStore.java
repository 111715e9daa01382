package dev.orch.store;

import dev.orch.domain.session.SessionId;
import java.util.List;

/**
 * Every byte that is to be sent to an agent, committed before it is sent. The journal of the
 * process's input is made equal to it. Changes happen inside a {@link Transactions} unit.
 */
public interface OutboxStore {

  /** Adds messages behind those of the turn. Does nothing once the turn's outbox has ended. */
  void append(SessionId session, int turn, List<String> messages);

  /** Marks that nothing follows. Does nothing the second time. */
  void end(SessionId session, int turn);

  /**
   * What stands behind the first {@code offset} bytes of the turn's outbox, as UTF-8.
   *
   * @param offset in bytes; may lie inside a message
   */
  byte[] bytesFrom(SessionId session, int turn, long offset);

  /** Whether nothing follows. */
  boolean hasEnded(SessionId session, int turn);
}
