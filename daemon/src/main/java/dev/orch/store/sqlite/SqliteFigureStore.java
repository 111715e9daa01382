package dev.orch.store.sqlite;

import dev.orch.domain.session.Usage;
import dev.orch.store.figures.FigureStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Figures from indexes that hold them, and from the sums in the table {@code usage_of_day}. */
final class SqliteFigureStore implements FigureStore {
  private static final String PROJECTS = "SELECT COUNT(*) FROM project";
  private static final String BY_STATE =
      """
      SELECT state, COUNT(*) AS sessions FROM session
       WHERE state <> 'deleted'
       GROUP BY state
      """;
  private static final String UNSEEN =
      """
      SELECT state, COUNT(*) AS sessions FROM session
       WHERE state IN ('completed', 'failed')
         AND (seen_at_ms IS NULL OR seen_at_ms < state_since_ms)
       GROUP BY state
      """;
  private static final String QUEUED = "SELECT COUNT(*) FROM launch_queue";
  private static final String OPEN_REQUESTS =
      "SELECT COUNT(*) FROM input_request WHERE status = 'open'";
  private static final String USAGE =
      "SELECT * FROM usage_of_day WHERE day >= :day ORDER BY day, project_id, agent";

  private static final RowMapper<Share> SHARE = Row.mapper(SqliteFigureStore::share);

  private final SqliteTransactions transactions;

  SqliteFigureStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Counts counts() {
    return transactions.read(() ->
        transactions.query(handle ->
            new Counts(
                count(handle, PROJECTS),
                byState(handle, BY_STATE),
                byState(handle, UNSEEN),
                count(handle, QUEUED),
                count(handle, OPEN_REQUESTS))));
  }

  @Override
  public List<Share> usageSince(LocalDate day) {
    return transactions.query(
        handle -> handle.createQuery(USAGE).bind("day", day.toString()).map(SHARE).list());
  }

  private static long count(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  private static SortedMap<String, Long> byState(Handle handle, String sql) {
    SortedMap<String, Long> states = new TreeMap<>();
    handle
        .createQuery(sql)
        .map((columns, _) ->
            states.put(columns.getString("state"), columns.getLong("sessions")) == null)
        .list();
    return states;
  }

  private static Share share(Row row) throws SQLException {
    return new Share(
        LocalDate.parse(row.requireText("day")),
        row.requireText("project_id"),
        row.requireText("agent"),
        row.number("turns"),
        new Usage(
            row.number("input_tokens"),
            row.number("output_tokens"),
            row.number("cached_input_tokens"),
            row.columns().getDouble("cost_usd")));
  }
}
