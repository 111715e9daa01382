package dev.orch.store.sqlite;

import dev.orch.domain.operation.Comment;
import dev.orch.domain.session.SessionId;
import dev.orch.store.operation.CommentStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Comments, in the tables {@code comment} and {@code comment_draft}. */
final class SqliteCommentStore implements CommentStore {
  private static final String VERSION =
      "SELECT version FROM comment_draft WHERE session_id = :session_id";
  private static final String RAISE =
      """
      INSERT INTO comment_draft (session_id, version) VALUES (:session_id, 1)
      ON CONFLICT (session_id) DO UPDATE SET version = version + 1
      """;

  /** A turn may have the message by now, or no longer: its own row says so. */
  private static final String LIST =
      """
      SELECT c.*, COALESCE(f.delivered_turn, c.turn) AS in_turn
        FROM comment c LEFT JOIN follow_up f ON f.id = c.follow_up_id
       WHERE c.session_id = :session_id
       ORDER BY c.position
      """;

  private static final String DROP_DRAFT =
      "DELETE FROM comment WHERE session_id = :session_id AND sent_at_ms IS NULL";
  private static final String LAST =
      "SELECT COALESCE(MAX(position), 0) FROM comment WHERE session_id = :session_id";
  private static final String INSERT =
      """
      INSERT INTO comment (id, session_id, position, path, side, start_line, end_line, quote, text)
      VALUES (:id, :session_id, :position, :path, :side, :start_line, :end_line, :quote, :text)
      """;
  private static final String SEND =
      """
      UPDATE comment SET sent_at_ms = :at_ms, follow_up_id = :follow_up_id, turn = :turn
       WHERE session_id = :session_id AND sent_at_ms IS NULL
      """;
  private static final String TAKE_BACK =
      """
      UPDATE comment SET sent_at_ms = NULL, follow_up_id = NULL, turn = NULL
       WHERE session_id = :session_id AND follow_up_id = :follow_up_id
      """;

  private static final RowMapper<Comment> MAPPER = Row.mapper(SqliteCommentStore::comment);

  private final SqliteTransactions transactions;

  SqliteCommentStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public long version(SessionId session) {
    return transactions.query(handle ->
        handle
            .createQuery(VERSION)
            .bind("session_id", session.value())
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  @Override
  public List<Comment> list(SessionId session) {
    return transactions.query(
        handle -> handle.createQuery(LIST).bind("session_id", session.value()).map(MAPPER).list());
  }

  @Override
  public boolean replaceDraft(SessionId session, long version, List<Comment> draft) {
    if (version(session) != version) {
      return false;
    }
    change(DROP_DRAFT, session);
    insert(session, draft);
    change(RAISE, session);
    return true;
  }

  private void insert(SessionId session, List<Comment> draft) {
    if (draft.isEmpty()) {
      return;
    }
    transactions.change(handle -> {
      long position =
          handle.createQuery(LAST).bind("session_id", session.value()).mapTo(Long.class).one();
      PreparedBatch batch = handle.prepareBatch(INSERT);
      for (Comment comment : draft) {
        batch
            .bind("id", comment.id())
            .bind("session_id", session.value())
            .bind("position", ++position)
            .bind("path", comment.spot().path())
            .bind("side", comment.spot().side().wireName())
            .bind("start_line", comment.spot().startLine())
            .bind("end_line", comment.spot().endLine())
            .bind("quote", comment.quote())
            .bind("text", comment.text())
            .add();
      }
      return batch.execute();
    });
  }

  @Override
  public void send(SessionId session, Comment.Sent with) {
    transactions.change(handle ->
        handle
            .createUpdate(SEND)
            .bind("session_id", session.value())
            .bind("at_ms", with.at().toEpochMilli())
            .bind("follow_up_id", with.followUp())
            .bind("turn", with.turn())
            .execute());
    change(RAISE, session);
  }

  @Override
  public void takeBack(SessionId session, String followUp) {
    int back =
        transactions.change(handle ->
            handle
                .createUpdate(TAKE_BACK)
                .bind("session_id", session.value())
                .bind("follow_up_id", followUp)
                .execute());
    if (back > 0) {
      change(RAISE, session);
    }
  }

  private void change(String statement, SessionId session) {
    transactions.change(
        handle -> handle.createUpdate(statement).bind("session_id", session.value()).execute());
  }

  private static Comment comment(Row row) throws SQLException {
    Instant at = row.instant("sent_at_ms");
    return new Comment(
        row.requireText("id"),
        new SessionId(row.requireText("session_id")),
        new Comment.Spot(
            row.requireText("path"),
            row.requireConstant(Comment.Side.class, "side"),
            row.integer("start_line"),
            row.integer("end_line")),
        row.requireText("quote"),
        row.requireText("text"),
        at == null
            ? null
            : new Comment.Sent(at, row.text("follow_up_id"), row.integerOrNull("in_turn")));
  }
}
