package dev.orch.store.sqlite;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Page;
import dev.orch.store.figures.FacetCube;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Cube;
import dev.orch.store.sqlite.statement.Listing;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import dev.orch.store.sqlite.statement.StoredJson;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** What agents wait for, in the table {@code input_request}. */
final class SqliteInputRequestStore implements InputRequestStore {
  private static final String INSERT =
      """
      INSERT INTO input_request (id, session_id, turn, request_key, position, kind, title, detail,
                                 options, status, decision, answer_option, answer_text,
                                 answered_at_ms, acknowledged, requested_at_ms)
      VALUES (:id, :session_id, :turn, :request_key,
              (SELECT COALESCE(MAX(position), 0) + 1 FROM input_request
                WHERE session_id = :session_id),
              :kind, :title, :detail, :options, :status, :decision, :answer_option, :answer_text,
              :answered_at_ms, 0, :requested_at_ms)
      """;
  private static final String FIND = "SELECT * FROM input_request WHERE id = :id";
  private static final String FIND_BY_KEY =
      """
      SELECT * FROM input_request
       WHERE session_id = :session_id AND turn = :turn AND request_key = :request_key
      """;
  private static final String OPEN =
      """
      SELECT * FROM input_request
       WHERE session_id = :session_id AND status = 'open'
       ORDER BY position
      """;
  private static final String UNACKNOWLEDGED =
      """
      SELECT * FROM input_request
       WHERE session_id = :session_id AND status = 'answered' AND acknowledged = 0
       ORDER BY position
      """;
  private static final String ANSWER =
      """
      UPDATE input_request
         SET status = 'answered', decision = :decision, answer_option = :answer_option,
             answer_text = :answer_text, answered_at_ms = :answered_at_ms
       WHERE id = :id AND status = 'open'
      """;
  private static final String WITHDRAW =
      "UPDATE input_request SET status = 'withdrawn' WHERE id = :id AND status = 'open'";
  private static final String ACKNOWLEDGE =
      "UPDATE input_request SET acknowledged = 1 WHERE id = :id";

  private static final RowMapper<InputRequest> MAPPER =
      Row.mapper(SqliteInputRequestStore::inputRequest);
  private static final Listing<InputRequest> OLDEST =
      new Listing<>(
          "input_request",
          "requested_at_ms",
          Listing.Order.OLDEST_FIRST,
          MAPPER,
          request -> new Page.Key(request.requestedAt(), request.id()));

  private static final Cube CUBE =
      new Cube(
          "input_request JOIN session ON session.id = input_request.session_id",
          List.of(
              new Cube.Facet("project", "session.project_id"),
              new Cube.Facet("status", "status"),
              new Cube.Facet("kind", "kind")));

  private final SqliteTransactions transactions;

  SqliteInputRequestStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(InputRequest request) {
    transactions.change(handle -> {
      Update insert =
          handle
              .createUpdate(INSERT)
              .bind("id", request.id())
              .bind("session_id", request.session().value())
              .bind("turn", request.turn())
              .bind("request_key", request.key())
              .bind("kind", request.question().kind().wireName())
              .bind("title", request.question().title())
              .bind("detail", request.question().detail())
              .bind("options", StoredJson.write(request.question().options()))
              .bind("status", request.status().wireName())
              .bind("requested_at_ms", request.requestedAt().toEpochMilli());
      return bindAnswer(insert, request.answer()).execute();
    });
  }

  @Override
  public Optional<InputRequest> find(String id) {
    return transactions.query(
        handle -> handle.createQuery(FIND).bind("id", id).map(MAPPER).findOne());
  }

  @Override
  public Optional<InputRequest> findByKey(SessionId session, int turn, String key) {
    return transactions.query(handle ->
        handle
            .createQuery(FIND_BY_KEY)
            .bind("session_id", session.value())
            .bind("turn", turn)
            .bind("request_key", key)
            .map(MAPPER)
            .findOne());
  }

  @Override
  public List<String> idsStartingWith(String prefix, int limit) {
    return transactions.query(handle -> OLDEST.idsStartingWith(handle, prefix, limit));
  }

  @Override
  public List<InputRequest> listOpen(SessionId session) {
    return ofSession(OPEN, session);
  }

  @Override
  public List<InputRequest> listUnacknowledged(SessionId session) {
    return ofSession(UNACKNOWLEDGED, session);
  }

  @Override
  public Page<InputRequest> list(Filter filter, Page.Request page) {
    ProjectId project = filter.project();
    SessionId session = filter.session();
    Conditions conditions =
        new Conditions()
            .and("session_id = :session_id", "session_id", session == null ? null : session.value())
            .and(
                "session_id IN (SELECT id FROM session WHERE project_id = :project_id)",
                "project_id",
                project == null ? null : project.value())
            .and("status = :status", "status", Row.word(filter.status()))
            .and("kind = :kind", "kind", Row.word(filter.kind()));
    return transactions.query(handle -> OLDEST.page(handle, conditions, page));
  }

  @Override
  public FacetCube count(@Nullable SessionId session) {
    Conditions conditions =
        new Conditions()
            .and(
                "session_id = :session_id", "session_id", session == null ? null : session.value());
    return transactions.query(handle -> CUBE.count(handle, conditions));
  }

  @Override
  public boolean answer(String id, InputRequest.Answer answer) {
    return transactions.change(
        handle -> bindAnswer(handle.createUpdate(ANSWER).bind("id", id), answer).execute() == 1);
  }

  @Override
  public void withdraw(String id) {
    transactions.change(handle -> handle.createUpdate(WITHDRAW).bind("id", id).execute());
  }

  @Override
  public void acknowledge(String id) {
    transactions.change(handle -> handle.createUpdate(ACKNOWLEDGE).bind("id", id).execute());
  }

  private List<InputRequest> ofSession(String sql, SessionId session) {
    return transactions.query(
        handle -> handle.createQuery(sql).bind("session_id", session.value()).map(MAPPER).list());
  }

  private static Update bindAnswer(Update statement, InputRequest.@Nullable Answer answer) {
    return statement
        .bind("decision", answer == null ? null : answer.decision().wireName())
        .bind("answer_option", answer == null ? null : answer.option())
        .bind("answer_text", answer == null ? null : answer.text())
        .bind("answered_at_ms", answer == null ? null : Row.millis(answer.at()));
  }

  private static InputRequest inputRequest(Row row) throws SQLException {
    return new InputRequest(
        row.requireText("id"),
        new SessionId(row.requireText("session_id")),
        row.integer("turn"),
        row.requireText("request_key"),
        new InputRequest.Question(
            row.requireConstant(InputRequest.Kind.class, "kind"),
            row.requireText("title"),
            row.requireText("detail"),
            List.of(StoredJson.read(row.requireText("options"), String[].class))),
        row.requireConstant(InputRequest.Status.class, "status"),
        answer(row),
        row.requireInstant("requested_at_ms"));
  }

  private static InputRequest.@Nullable Answer answer(Row row) throws SQLException {
    InputRequest.Decision decision = row.constant(InputRequest.Decision.class, "decision");
    return decision == null
        ? null
        : new InputRequest.Answer(
            decision,
            row.text("answer_option"),
            row.text("answer_text"),
            row.requireInstant("answered_at_ms"));
  }
}
