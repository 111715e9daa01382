package dev.orch.store.sqlite;

import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.operation.ReleaseStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SessionIds;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import dev.orch.store.sqlite.statement.StoredJson;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

/** Worktrees that were given up, in the table {@code released_worktree}. */
final class SqliteReleaseStore implements ReleaseStore {
  private static final String SAVE =
      """
      INSERT OR REPLACE INTO released_worktree (session_id, number, released_at_ms, back)
      VALUES (:session_id, :number, :released_at_ms, :back)
      """;
  private static final String FIND =
      "SELECT * FROM released_worktree WHERE session_id = :session_id";
  private static final String AWAY =
      """
      SELECT * FROM released_worktree
       WHERE session_id IN (SELECT value FROM json_each(:sessions)) AND back = 0
      """;
  private static final String SESSIONS_OF =
      """
      SELECT r.session_id FROM released_worktree r JOIN session s ON s.id = r.session_id
      WHERE s.project_id = :project_id AND r.back = 0
      ORDER BY r.session_id
      """;
  private static final String COME_BACK =
      "UPDATE released_worktree SET back = 1 WHERE session_id = :session_id";
  private static final String FORGET =
      "DELETE FROM released_worktree WHERE session_id = :session_id";

  private static final RowMapper<ReleasedWorktree> MAPPER =
      Row.mapper(row ->
          new ReleasedWorktree(
              new SessionId(row.requireText("session_id")),
              (int) row.number("number"),
              row.requireInstant("released_at_ms"),
              row.number("back") != 0));

  private final SqliteTransactions transactions;

  SqliteReleaseStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void save(ReleasedWorktree released) {
    transactions.change(handle ->
        handle
            .createUpdate(SAVE)
            .bind("session_id", released.session().value())
            .bind("number", released.number())
            .bind("released_at_ms", released.at().toEpochMilli())
            .bind("back", released.isBack() ? 1 : 0)
            .execute());
  }

  @Override
  public Optional<ReleasedWorktree> find(SessionId session) {
    return transactions.query(handle ->
        handle.createQuery(FIND).bind("session_id", session.value()).map(MAPPER).findOne());
  }

  @Override
  public Map<SessionId, Instant> away(Collection<SessionId> sessions) {
    List<String> wanted = sessions.stream().map(SessionId::value).toList();
    if (wanted.isEmpty()) {
      return Map.of();
    }
    return transactions
        .query(handle ->
            handle.createQuery(AWAY).bind("sessions", StoredJson.write(wanted)).map(MAPPER).list())
        .stream()
        .collect(Collectors.toMap(ReleasedWorktree::session, ReleasedWorktree::at));
  }

  @Override
  public List<SessionId> sessionsOf(ProjectId project) {
    return SessionIds.of(project, SESSIONS_OF, transactions);
  }

  @Override
  public void comeBack(SessionId session) {
    change(COME_BACK, session);
  }

  @Override
  public void forget(SessionId session) {
    change(FORGET, session);
  }

  private void change(String statement, SessionId session) {
    transactions.change(
        handle -> handle.createUpdate(statement).bind("session_id", session.value()).execute());
  }
}
