package dev.orch.store.sqlite;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.TurnKind;
import dev.orch.store.schedule.QueueStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Who waits, in the table {@code launch_queue}; whose turn it is, in {@code queue_served}. */
final class SqliteQueueStore implements QueueStore {
  private static final String ADD =
      """
      INSERT INTO launch_queue (session_id, kind, ground, actor_kind, actor_detail, since_ms,
                                not_before_ms)
      VALUES (:session_id, :kind, :ground, :actor_kind, :actor_detail, :since_ms, :not_before_ms)
      """;
  private static final String REPLACE =
      """
      UPDATE launch_queue
         SET kind = :kind, ground = :ground, actor_kind = :actor_kind, actor_detail = :actor_detail
       WHERE session_id = :session_id
      """;
  private static final String REMOVE = "DELETE FROM launch_queue WHERE session_id = :session_id";
  private static final String FIND =
      """
      SELECT queued.*, session.project_id, session.agent
        FROM launch_queue AS queued JOIN session ON session.id = queued.session_id
       WHERE queued.session_id = :session_id
      """;
  private static final String LIST =
      """
      SELECT queued.*, session.project_id, session.agent
        FROM launch_queue AS queued JOIN session ON session.id = queued.session_id
       ORDER BY queued.number
      """;
  private static final String COUNT = "SELECT EXISTS (SELECT 1 FROM launch_queue)";
  private static final String AT_WORK =
      """
      SELECT session.id, session.project_id, session.agent, session.state,
             turn.started_at_ms IS NOT NULL AS launched
        FROM turn JOIN session ON session.id = turn.session_id
       WHERE turn.ended_at_ms IS NULL
       ORDER BY session.created_at_ms, session.id
      """;
  private static final String SERVE =
      """
      INSERT INTO queue_served (project_id, number)
      VALUES (:project_id, (SELECT COALESCE(MAX(number), 0) + 1 FROM queue_served))
      ON CONFLICT (project_id) DO UPDATE SET number = excluded.number
      """;
  private static final String SERVED = "SELECT * FROM queue_served";

  private static final RowMapper<QueueEntry> MAPPER = Row.mapper(SqliteQueueStore::entry);
  private static final RowMapper<AtWork> WORKING = Row.mapper(SqliteQueueStore::atWork);
  private static final RowMapper<Served> WHEN_SERVED = Row.mapper(SqliteQueueStore::served);

  private record Served(ProjectId project, long number) {}

  private final SqliteTransactions transactions;

  SqliteQueueStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(SessionId session, Wish wish, Instant since, @Nullable Instant notBefore) {
    transactions.change(handle ->
        bind(handle.createUpdate(ADD), session, wish)
            .bind("since_ms", since.toEpochMilli())
            .bind("not_before_ms", Row.millis(notBefore))
            .execute());
  }

  @Override
  public void replace(SessionId session, Wish wish) {
    transactions.change(handle -> bind(handle.createUpdate(REPLACE), session, wish).execute());
  }

  private static Update bind(Update statement, SessionId session, Wish wish) {
    return statement
        .bind("session_id", session.value())
        .bind("kind", Row.word(wish.kind()))
        .bind("ground", Row.word(wish.ground()))
        .bind("actor_kind", wish.actor().kind().wireName())
        .bind("actor_detail", wish.actor().detail());
  }

  @Override
  public boolean remove(SessionId session) {
    return transactions.change(
        handle -> handle.createUpdate(REMOVE).bind("session_id", session.value()).execute() == 1);
  }

  @Override
  public Optional<QueueEntry> find(SessionId session) {
    return transactions.query(handle ->
        handle.createQuery(FIND).bind("session_id", session.value()).map(MAPPER).findOne());
  }

  @Override
  public List<QueueEntry> list() {
    return transactions.query(handle -> handle.createQuery(LIST).map(MAPPER).list());
  }

  @Override
  public boolean isEmpty() {
    return transactions.query(handle -> handle.createQuery(COUNT).mapTo(Integer.class).one() == 0);
  }

  @Override
  public List<AtWork> listAtWork() {
    return transactions.query(handle -> handle.createQuery(AT_WORK).map(WORKING).list());
  }

  @Override
  public void serve(ProjectId project) {
    transactions.change(
        handle -> handle.createUpdate(SERVE).bind("project_id", project.value()).execute());
  }

  @Override
  public Map<ProjectId, Long> served() {
    Map<ProjectId, Long> served = new HashMap<>();
    transactions
        .query(handle -> handle.createQuery(SERVED).map(WHEN_SERVED).list())
        .forEach(one -> served.put(one.project(), one.number()));
    return served;
  }

  private static QueueEntry entry(Row row) throws SQLException {
    return new QueueEntry(
        row.number("number"),
        new SessionId(row.requireText("session_id")),
        new ProjectId(row.requireText("project_id")),
        new AgentId(row.requireText("agent")),
        new Wish(
            row.requireConstant(TurnKind.class, "kind"),
            row.requireConstant(Wish.Ground.class, "ground"),
            new Actor(
                row.requireConstant(Actor.Kind.class, "actor_kind"), row.text("actor_detail"))),
        row.requireInstant("since_ms"),
        row.instant("not_before_ms"));
  }

  private static AtWork atWork(Row row) throws SQLException {
    boolean waits =
        row.requireConstant(SessionState.class, "state") == SessionState.WAITING_FOR_USER;
    AtWork.Stage launched = waits ? AtWork.Stage.WAITING : AtWork.Stage.RUNNING;
    return new AtWork(
        new SessionId(row.requireText("id")),
        new ProjectId(row.requireText("project_id")),
        new AgentId(row.requireText("agent")),
        row.integer("launched") == 1 ? launched : AtWork.Stage.ADMITTED);
  }

  private static Served served(Row row) throws SQLException {
    return new Served(new ProjectId(row.requireText("project_id")), row.number("number"));
  }
}
