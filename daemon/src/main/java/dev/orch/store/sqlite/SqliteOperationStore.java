package dev.orch.store.sqlite;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.operation.OperationStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Work on files, in the table {@code operation}. */
final class SqliteOperationStore implements OperationStore {
  private static final String INSERT =
      """
      INSERT INTO operation (id, kind, project_id, session_id, plan, plan_hash, actor_kind,
                             actor_detail, receipt_key, stage, created_at_ms)
      VALUES (:id, :kind, :project_id, :session_id, :plan, :plan_hash, :actor_kind,
              :actor_detail, :receipt_key, :stage, :created_at_ms)
      """;
  private static final String FIND = "SELECT * FROM operation WHERE id = :id";
  private static final String FIND_BY_RECEIPT =
      """
      SELECT * FROM operation WHERE receipt_key = :receipt_key
      ORDER BY created_at_ms DESC, id DESC LIMIT 1
      """;
  private static final String FIND_OPEN =
      "SELECT * FROM operation WHERE session_id = :session_id AND ended_at_ms IS NULL";
  private static final String LIST_OPEN =
      "SELECT * FROM operation WHERE ended_at_ms IS NULL ORDER BY created_at_ms, id";
  private static final String LEFT =
      "SELECT * FROM operation WHERE stage = 'failed' AND plan <> '{}'";
  private static final String FIND_LEFT = LEFT + " AND session_id = :session_id AND kind = :kind";
  private static final String LIST_LEFT = LEFT + " ORDER BY created_at_ms, id";
  private static final String BEGIN =
      """
      UPDATE operation SET stage = 'working', plan = :plan, plan_hash = :plan_hash
      WHERE id = :id AND stage = 'stopping'
      """;
  private static final String END =
      """
      UPDATE operation
      SET stage = :stage, plan = coalesce(:plan, plan), failure = :failure,
          ended_at_ms = :ended_at_ms
      WHERE id = :id AND ended_at_ms IS NULL
      """;

  private static final String FORGET_LEFT =
      """
      UPDATE operation SET plan = '{}', failure = 'it ended in the middle; another went on with it'
      WHERE stage = 'failed' AND plan <> '{}' AND session_id = :session_id AND kind = :kind
      """;

  private static final RowMapper<Operation> MAPPER = Row.mapper(SqliteOperationStore::operation);

  private final SqliteTransactions transactions;

  SqliteOperationStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Operation operation) {
    transactions.change(handle ->
        handle
            .createUpdate(INSERT)
            .bind("id", operation.id())
            .bind("kind", operation.kind().wireName())
            .bind("project_id", operation.project().value())
            .bind("session_id", operation.session().value())
            .bind("plan", operation.plan().text())
            .bind("plan_hash", operation.plan().hash())
            .bind("actor_kind", operation.asked().by().kind().wireName())
            .bind("actor_detail", operation.asked().by().detail())
            .bind("receipt_key", operation.asked().receiptKey())
            .bind("stage", word(operation.stage()))
            .bind("created_at_ms", operation.asked().at().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Operation> find(String id) {
    return findOne(FIND, "id", id);
  }

  @Override
  public Optional<Operation> findByReceipt(String receiptKey) {
    return findOne(FIND_BY_RECEIPT, "receipt_key", receiptKey);
  }

  @Override
  public Optional<Operation> findOpen(SessionId session) {
    return findOne(FIND_OPEN, "session_id", session.value());
  }

  @Override
  public boolean hasOpen(SessionId session) {
    return transactions.query(handle ->
        handle
            .createQuery("SELECT EXISTS (" + FIND_OPEN + ")")
            .bind("session_id", session.value())
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public List<Operation> listOpen() {
    return transactions.query(handle -> handle.createQuery(LIST_OPEN).map(MAPPER).list());
  }

  @Override
  public void begin(String id, Operation.Plan plan) {
    int begun =
        transactions.change(handle ->
            handle
                .createUpdate(BEGIN)
                .bind("id", id)
                .bind("plan", plan.text())
                .bind("plan_hash", plan.hash())
                .execute());
    if (begun == 0) {
      throw new IllegalStateException("operation " + id + " is not stopping");
    }
  }

  @Override
  public void finish(String id, Instant at) {
    if (end(id, Operation.Stage.DONE, null, Operation.Plan.FORGOTTEN, at)) {
      Operation done = find(id).orElseThrow();
      done.kind().settles().forEach(kind -> forgetLeft(done.session(), kind));
    }
  }

  @Override
  public void fail(String id, String why, Instant at) {
    end(id, Operation.Stage.FAILED, why, Operation.Plan.FORGOTTEN, at);
  }

  @Override
  public void leave(String id, String why, Instant at) {
    find(id)
        .filter(operation -> operation.stage().isOpen())
        .ifPresent(open -> forgetLeft(open.session(), open.kind()));
    end(id, Operation.Stage.FAILED, why, null, at);
  }

  @Override
  public void forgetLeft(SessionId session, Operation.Kind kind) {
    transactions.change(handle ->
        handle
            .createUpdate(FORGET_LEFT)
            .bind("session_id", session.value())
            .bind("kind", kind.wireName())
            .execute());
  }

  @Override
  public Optional<Operation> findLeft(SessionId session, Operation.Kind kind) {
    return transactions.query(handle ->
        handle
            .createQuery(FIND_LEFT)
            .bind("session_id", session.value())
            .bind("kind", kind.wireName())
            .map(MAPPER)
            .findOne());
  }

  @Override
  public List<Operation> listLeft() {
    return transactions.query(handle -> handle.createQuery(LIST_LEFT).map(MAPPER).list());
  }

  /** Whether it was open; a plan of null leaves the one that it has. */
  private boolean end(
      String id,
      Operation.Stage stage,
      @Nullable String failure,
      @Nullable String plan,
      Instant at) {
    int ended =
        transactions.change(handle ->
            handle
                .createUpdate(END)
                .bind("id", id)
                .bind("stage", word(stage))
                .bind("plan", plan)
                .bind("failure", failure)
                .bind("ended_at_ms", at.toEpochMilli())
                .execute());
    return ended > 0;
  }

  private Optional<Operation> findOne(String query, String name, String value) {
    return transactions.query(
        handle -> handle.createQuery(query).bind(name, value).map(MAPPER).findOne());
  }

  private static String word(Operation.Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  private static Operation operation(Row row) throws SQLException {
    return new Operation(
        row.requireText("id"),
        row.requireConstant(Operation.Kind.class, "kind"),
        new ProjectId(row.requireText("project_id")),
        new SessionId(row.requireText("session_id")),
        new Operation.Plan(row.requireText("plan"), row.requireText("plan_hash")),
        new Operation.Asked(
            new Actor(
                row.requireConstant(Actor.Kind.class, "actor_kind"), row.text("actor_detail")),
            row.text("receipt_key"),
            row.requireInstant("created_at_ms")),
        new Operation.Progress(
            row.requireConstant(Operation.Stage.class, "stage"),
            row.instant("ended_at_ms"),
            row.text("failure")));
  }
}
