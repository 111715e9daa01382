package dev.orch.store.sqlite;

import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.SessionId;
import dev.orch.store.schedule.LeaseStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Ports, in the table {@code port_lease}. */
final class SqliteLeaseStore implements LeaseStore {
  private static final String FIND = "SELECT * FROM port_lease WHERE session_id = :session_id";
  private static final String LIST = "SELECT * FROM port_lease ORDER BY base";
  private static final String HOLD =
      """
      INSERT INTO port_lease (session_id, base, held)
      SELECT :session_id, :base, 1
       WHERE NOT EXISTS (SELECT 1 FROM port_lease
                          WHERE base = :base AND held = 1 AND session_id <> :session_id)
      ON CONFLICT (session_id) DO UPDATE SET base = excluded.base, held = 1
      """;
  private static final String GIVE_BACK =
      "UPDATE port_lease SET held = 0 WHERE session_id = :session_id";
  private static final String FORGET = "DELETE FROM port_lease WHERE session_id = :session_id";

  private static final RowMapper<PortLease> MAPPER = Row.mapper(SqliteLeaseStore::lease);

  private final SqliteTransactions transactions;

  SqliteLeaseStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<PortLease> find(SessionId session) {
    return transactions.query(handle ->
        handle.createQuery(FIND).bind("session_id", session.value()).map(MAPPER).findOne());
  }

  @Override
  public List<PortLease> list() {
    return transactions.query(handle -> handle.createQuery(LIST).map(MAPPER).list());
  }

  @Override
  public boolean hold(SessionId session, int base) {
    return transactions.change(handle ->
        handle.createUpdate(HOLD).bind("session_id", session.value()).bind("base", base).execute()
            == 1);
  }

  @Override
  public void giveBack(SessionId session) {
    change(GIVE_BACK, session);
  }

  @Override
  public void forget(SessionId session) {
    change(FORGET, session);
  }

  private void change(String sql, SessionId session) {
    transactions.change(
        handle -> handle.createUpdate(sql).bind("session_id", session.value()).execute());
  }

  private static PortLease lease(Row row) throws SQLException {
    return new PortLease(
        new SessionId(row.requireText("session_id")),
        row.integer("base"),
        row.integer("held") == 1);
  }
}
