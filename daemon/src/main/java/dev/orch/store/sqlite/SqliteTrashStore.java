package dev.orch.store.sqlite;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Page;
import dev.orch.store.TrashStore;
import dev.orch.store.figures.FacetCube;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Cube;
import dev.orch.store.sqlite.statement.Listing;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SessionIds;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What lies in the trash, in the table {@code trash_entry}. */
final class SqliteTrashStore implements TrashStore {
  private static final String INSERT =
      """
      INSERT INTO trash_entry (id, session_id, project_id, size_bytes, branch, content,
                               created_at_ms, expires_at_ms)
      VALUES (:id, :session_id, :project_id, :size_bytes, :branch, :content,
              :created_at_ms, :expires_at_ms)
      """;
  private static final String FIND = "SELECT * FROM trash_entry WHERE id = :id";
  private static final String IDS_STARTING_WITH =
      """
      SELECT id FROM trash_entry
       WHERE id >= :first AND id <= :last
          OR session_id >= :first AND session_id <= :last
       ORDER BY id
       LIMIT :limit
      """;
  private static final String LIST_EXPIRED =
      "SELECT * FROM trash_entry WHERE expires_at_ms <= :at_ms ORDER BY expires_at_ms, id";
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
  private static final String SESSIONS_OF =
      """
      SELECT DISTINCT session_id FROM trash_entry WHERE project_id = :project_id
      ORDER BY session_id
      """;
  private static final String REMOVE = "DELETE FROM trash_entry WHERE id = :id";

  private static final RowMapper<TrashEntry> MAPPER = Row.mapper(SqliteTrashStore::entry);
  private static final Listing<TrashEntry> NEWEST =
      new Listing<>(
          "trash_entry",
          "created_at_ms",
          Listing.Order.NEWEST_FIRST,
          MAPPER,
          entry -> new Page.Key(entry.createdAt(), entry.id()));

  private static final Cube CUBE =
      new Cube("trash_entry", List.of(new Cube.Facet("project", "project_id")));

  private final SqliteTransactions transactions;

  SqliteTrashStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(TrashEntry entry) {
    transactions.change(handle ->
        handle
            .createUpdate(INSERT)
            .bind("id", entry.id())
            .bind("session_id", entry.session().value())
            .bind("project_id", entry.project().value())
            .bind("size_bytes", entry.kept().sizeBytes())
            .bind("branch", entry.kept().branch())
            .bind("content", entry.kept().content())
            .bind("created_at_ms", entry.createdAt().toEpochMilli())
            .bind("expires_at_ms", entry.expiresAt().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<TrashEntry> find(String id) {
    return transactions.query(
        handle -> handle.createQuery(FIND).bind("id", id).map(MAPPER).findOne());
  }

  @Override
  public List<String> idsStartingWith(String prefix, int limit) {
    return transactions.query(handle ->
        handle
            .createQuery(IDS_STARTING_WITH)
            .bind("first", prefix)
            .bind("last", prefix + LAST_CHARACTER)
            .bind("limit", limit)
            .mapTo(String.class)
            .list());
  }

  @Override
  public Page<TrashEntry> list(
      @Nullable ProjectId project, @Nullable SessionId session, Page.Request page) {
    Conditions conditions =
        ofSession(session)
            .and(
                "project_id = :project_id", "project_id", project == null ? null : project.value());
    return transactions.query(handle -> NEWEST.page(handle, conditions, page));
  }

  @Override
  public FacetCube count(@Nullable SessionId session) {
    return transactions.query(handle -> CUBE.count(handle, ofSession(session)));
  }

  private static Conditions ofSession(@Nullable SessionId session) {
    return new Conditions()
        .and("session_id = :session_id", "session_id", session == null ? null : session.value());
  }

  @Override
  public List<TrashEntry> listExpired(Instant moment) {
    return transactions.query(handle ->
        handle.createQuery(LIST_EXPIRED).bind("at_ms", moment.toEpochMilli()).map(MAPPER).list());
  }

  @Override
  public List<SessionId> sessionsOf(ProjectId project) {
    return SessionIds.of(project, SESSIONS_OF, transactions);
  }

  @Override
  public void remove(String id) {
    transactions.change(handle -> handle.createUpdate(REMOVE).bind("id", id).execute());
  }

  private static TrashEntry entry(Row row) throws SQLException {
    return new TrashEntry(
        row.requireText("id"),
        new SessionId(row.requireText("session_id")),
        new ProjectId(row.requireText("project_id")),
        new TrashEntry.Kept(
            row.number("size_bytes"), row.text("branch"), row.requireText("content")),
        row.requireInstant("created_at_ms"),
        row.requireInstant("expires_at_ms"));
  }
}
