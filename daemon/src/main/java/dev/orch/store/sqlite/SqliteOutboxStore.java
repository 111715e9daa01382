package dev.orch.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.domain.session.SessionId;
import dev.orch.store.OutboxStore;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to agents, in the table {@code outbox}: each message with the offset of its
 * first byte, so that reading on from an offset touches only what stands behind it.
 */
final class SqliteOutboxStore implements OutboxStore {
  private static final String INSERT =
      """
      INSERT INTO outbox (session_id, turn, start_bytes, message)
      VALUES (:session_id, :turn, :start_bytes, :message)
      """;
  private static final String LAST =
      """
      SELECT start_bytes, message FROM outbox
       WHERE session_id = :session_id AND turn = :turn
       ORDER BY start_bytes DESC
       LIMIT 1
      """;
  private static final String FROM =
      """
      SELECT start_bytes, message FROM outbox
       WHERE session_id = :session_id AND turn = :turn
         AND start_bytes >= (SELECT COALESCE(MAX(start_bytes), 0) FROM outbox
                              WHERE session_id = :session_id AND turn = :turn
                                AND start_bytes <= :offset)
       ORDER BY start_bytes
      """;

  private static final RowMapper<Part> MAPPER =
      (columns, _) -> new Part(columns.getLong("start_bytes"), columns.getBytes("message"));

  /**
   * One row.
   *
   * @param message null where the outbox ends
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared never
  private record Part(long start, byte @Nullable [] message) {
    boolean isEnd() {
      return message == null;
    }

    /** Where the next one starts. */
    long end() {
      return message == null ? start : start + message.length;
    }
  }

  private final SqliteTransactions transactions;

  SqliteOutboxStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(SessionId session, int turn, List<String> messages) {
    transactions.change(handle -> {
      Optional<Part> last = last(handle, session, turn);
      long start = last.map(Part::end).orElse(0L);
      boolean ended = last.isPresent() && last.get().isEnd();
      for (String message : ended ? List.<String>of() : messages) {
        byte[] bytes = message.getBytes(UTF_8);
        if (bytes.length > 0) {
          insert(handle, session, turn, new Part(start, bytes));
          start += bytes.length;
        }
      }
      return start;
    });
  }

  @Override
  public void end(SessionId session, int turn) {
    transactions.change(handle -> {
      Optional<Part> last = last(handle, session, turn);
      if (last.isEmpty() || !last.get().isEnd()) {
        insert(handle, session, turn, new Part(last.map(Part::end).orElse(0L), null));
      }
      return true;
    });
  }

  @Override
  public byte[] bytesFrom(SessionId session, int turn, long offset) {
    List<Part> parts =
        transactions.query(handle ->
            handle
                .createQuery(FROM)
                .bind("session_id", session.value())
                .bind("turn", turn)
                .bind("offset", offset)
                .map(MAPPER)
                .list());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Part part : parts) {
      byte[] message = part.message();
      if (message != null && part.end() > offset) {
        int skipped = Math.toIntExact(Math.max(0, offset - part.start()));
        bytes.write(message, skipped, message.length - skipped);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean hasEnded(SessionId session, int turn) {
    return transactions.query(
        handle -> last(handle, session, turn).filter(Part::isEnd).isPresent());
  }

  private static Optional<Part> last(Handle handle, SessionId session, int turn) {
    return handle
        .createQuery(LAST)
        .bind("session_id", session.value())
        .bind("turn", turn)
        .map(MAPPER)
        .findOne();
  }

  private static void insert(Handle handle, SessionId session, int turn, Part part) {
    handle
        .createUpdate(INSERT)
        .bind("session_id", session.value())
        .bind("turn", turn)
        .bind("start_bytes", part.start())
        .bind("message", part.message())
        .execute();
  }
}
