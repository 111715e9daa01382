package dev.orch.store.sqlite.file;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The statements of one connection, which stay prepared for who runs the same text again: SQLite
 * makes a plan of it once. Those that were longest not used go when there are too many. Used by one
 * thread at a time; the connection takes them along when it is closed.
 */
final class KeptStatements extends DefaultStatementBuilder {
  private static final int MOST = 100;

  /** What each that is at work was prepared of: who gives it back has another text of it. */
  private final IdentityHashMap<Statement, String> atWork = new IdentityHashMap<>();

  /** By what they were prepared of, the one last that was used last. */
  private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? super.create(connection, sql, context) : kept;
    atWork.put(statement, sql);
    return statement;
  }

  /** Its rows are closed by now. One that the driver has given up is not kept. */
  @Override
  public void close(Connection connection, String given, Statement statement) throws SQLException {
    String sql = atWork.remove(statement);
    if (sql != null && statement instanceof PreparedStatement prepared && isUsable(prepared)) {
      keep(sql, prepared);
    } else {
      super.close(connection, given, statement);
    }
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    } else if (idle.size() > MOST) {
      idle.pollFirstEntry().getValue().close();
    }
  }

  /** Whether it can be run again; it has none of the values then that it was run with. */
  private static boolean isUsable(PreparedStatement statement) {
    try {
      statement.clearParameters();
      return true;
    } catch (SQLException _) {
      return false;
    }
  }
}
