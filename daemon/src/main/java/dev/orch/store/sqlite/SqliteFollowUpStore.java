package dev.orch.store.sqlite;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.SessionId;
import dev.orch.store.FollowUpStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Messages that wait for a turn, in the table {@code follow_up}. */
final class SqliteFollowUpStore implements FollowUpStore {
  private static final String KEEP =
      """
      INSERT INTO follow_up (id, session_id, message, mode, position, created_at_ms)
      VALUES (:id, :session_id, :message, :mode,
              (SELECT COALESCE(MAX(position), 0) + 1 FROM follow_up WHERE session_id = :session_id),
              :created_at_ms)
      RETURNING *
      """;
  private static final String KEEP_FIRST =
      """
      INSERT INTO follow_up (id, session_id, message, mode, position, created_at_ms)
      VALUES (:id, :session_id, :message, :mode,
              (SELECT COALESCE(MIN(position), 0) - 1 FROM follow_up WHERE session_id = :session_id),
              :created_at_ms)
      RETURNING *
      """;
  private static final String KEPT =
      """
      SELECT * FROM follow_up
       WHERE session_id = :session_id AND delivered_turn IS NULL
       ORDER BY position
      """;
  private static final String LEAVE_FOR_LATER_TURNS =
      """
      UPDATE follow_up SET mode = :mode
       WHERE session_id = :session_id AND delivered_turn IS NULL
      """;
  private static final String OFFERED =
      """
      SELECT * FROM follow_up
       WHERE session_id = :session_id AND delivered_turn IS NULL AND offered_turn = :turn
       ORDER BY position
      """;
  private static final String FIND_OFFERED =
      """
      SELECT * FROM follow_up
       WHERE session_id = :session_id AND delivered_turn IS NULL AND offered_turn = :turn
         AND offered_message_id = :message_id
      """;
  private static final String OFFER =
      """
      UPDATE follow_up
         SET offered_turn = :turn, offered_message_id = :message_id
       WHERE id = :id AND delivered_turn IS NULL
      """;
  private static final String DELIVER =
      """
      UPDATE follow_up
         SET delivered_turn = :turn, delivered_at_ms = :at_ms
       WHERE id = :id AND delivered_turn IS NULL
      """;

  private static final String TAKE_BACK =
      """
      UPDATE follow_up
         SET delivered_turn = NULL, delivered_at_ms = NULL
       WHERE session_id = :session_id AND delivered_turn = :turn
      RETURNING *
      """;
  private static final String TAKE_BACK_ALL =
      """
      UPDATE follow_up
         SET delivered_turn = NULL, delivered_at_ms = NULL
       WHERE session_id = :session_id AND delivered_turn IS NOT NULL
      RETURNING *
      """;

  private static final String IS_DELIVERED =
      """
      SELECT COUNT(*) FROM follow_up
       WHERE session_id = :session_id AND delivered_turn IS NOT NULL
         AND substr(id, 1, length(:beginning)) = :beginning
      """;
  private static final String EDIT =
      """
      UPDATE follow_up
         SET message = :message, version = version + 1
       WHERE id = :id AND delivered_turn IS NULL AND version = :version
      """;
  private static final String WITHDRAW =
      "DELETE FROM follow_up WHERE id = :id AND delivered_turn IS NULL";

  private static final RowMapper<FollowUp> MAPPER = Row.mapper(SqliteFollowUpStore::followUp);

  private final SqliteTransactions transactions;

  SqliteFollowUpStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public FollowUp keep(
      String id, SessionId session, String message, FollowUp.Mode mode, Instant at) {
    return insert(KEEP, new FollowUp(id, session, message, mode, 0, at, 1));
  }

  @Override
  public FollowUp keepFirst(
      String id, SessionId session, String message, FollowUp.Mode mode, Instant at) {
    return insert(KEEP_FIRST, new FollowUp(id, session, message, mode, 0, at, 1));
  }

  private FollowUp insert(String sql, FollowUp wanted) {
    return transactions.change(handle ->
        handle
            .createQuery(sql)
            .bind("id", wanted.id())
            .bind("session_id", wanted.session().value())
            .bind("message", wanted.message())
            .bind("mode", wanted.mode().wireName())
            .bind("created_at_ms", wanted.createdAt().toEpochMilli())
            .map(MAPPER)
            .one());
  }

  @Override
  public boolean isDelivered(SessionId session, String beginning) {
    return transactions.query(handle ->
        handle
                .createQuery(IS_DELIVERED)
                .bind("session_id", session.value())
                .bind("beginning", beginning)
                .mapTo(Integer.class)
                .one()
            > 0);
  }

  @Override
  public void leaveForLaterTurns(SessionId session) {
    transactions.change(handle ->
        handle
            .createUpdate(LEAVE_FOR_LATER_TURNS)
            .bind("session_id", session.value())
            .bind("mode", FollowUp.Mode.NEXT_TURN.wireName())
            .execute());
  }

  @Override
  public boolean edit(String id, long version, String message) {
    return transactions.change(handle ->
        handle
                .createUpdate(EDIT)
                .bind("id", id)
                .bind("version", version)
                .bind("message", message)
                .execute()
            == 1);
  }

  @Override
  public boolean withdraw(String id) {
    return transactions.change(
        handle -> handle.createUpdate(WITHDRAW).bind("id", id).execute() == 1);
  }

  @Override
  public List<FollowUp> listKept(SessionId session) {
    return transactions.query(
        handle -> handle.createQuery(KEPT).bind("session_id", session.value()).map(MAPPER).list());
  }

  @Override
  public List<FollowUp> listOffered(SessionId session, int turn) {
    return transactions.query(handle ->
        handle
            .createQuery(OFFERED)
            .bind("session_id", session.value())
            .bind("turn", turn)
            .map(MAPPER)
            .list());
  }

  @Override
  public void offer(String id, int turn, String messageId) {
    transactions.change(handle ->
        handle
            .createUpdate(OFFER)
            .bind("id", id)
            .bind("turn", turn)
            .bind("message_id", messageId)
            .execute());
  }

  @Override
  public Optional<FollowUp> findOffered(SessionId session, int turn, String messageId) {
    return transactions.query(handle ->
        handle
            .createQuery(FIND_OFFERED)
            .bind("session_id", session.value())
            .bind("turn", turn)
            .bind("message_id", messageId)
            .map(MAPPER)
            .findOne());
  }

  @Override
  public List<FollowUp> takeBack(SessionId session, int turn) {
    return inOrder(
        transactions.change(handle ->
            handle
                .createQuery(TAKE_BACK)
                .bind("session_id", session.value())
                .bind("turn", turn)
                .map(MAPPER)
                .list()));
  }

  @Override
  public List<FollowUp> takeBackAll(SessionId session) {
    return inOrder(
        transactions.change(handle ->
            handle
                .createQuery(TAKE_BACK_ALL)
                .bind("session_id", session.value())
                .map(MAPPER)
                .list()));
  }

  /** An update gives its rows in no order. */
  private static List<FollowUp> inOrder(List<FollowUp> rows) {
    return rows.stream().sorted(Comparator.comparingLong(FollowUp::position)).toList();
  }

  @Override
  public void deliver(String id, int turn, Instant at) {
    transactions.change(handle ->
        handle
            .createUpdate(DELIVER)
            .bind("id", id)
            .bind("turn", turn)
            .bind("at_ms", at.toEpochMilli())
            .execute());
  }

  private static FollowUp followUp(Row row) throws SQLException {
    return new FollowUp(
        row.requireText("id"),
        new SessionId(row.requireText("session_id")),
        row.requireText("message"),
        row.requireConstant(FollowUp.Mode.class, "mode"),
        row.number("position"),
        row.requireInstant("created_at_ms"),
        row.number("version"));
  }
}
