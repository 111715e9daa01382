package dev.orch.store.sqlite.statement;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.util.List;

/** The ids of sessions that are read alone. */
public final class SessionIds {
  private SessionIds() {}

  /**
   * Those of a project.
   *
   * @param sql gives them in its one column, and takes {@code :project_id}
   */
  public static List<SessionId> of(ProjectId project, String sql, SqliteTransactions transactions) {
    return transactions.query(handle ->
        handle
            .createQuery(sql)
            .bind("project_id", project.value())
            .map((columns, _) -> new SessionId(columns.getString(1)))
            .list());
  }
}
