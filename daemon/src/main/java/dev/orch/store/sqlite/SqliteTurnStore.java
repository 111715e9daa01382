package dev.orch.store.sqlite;

import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.domain.session.Usage;
import dev.orch.store.TurnStore;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import dev.orch.store.sqlite.statement.StoredJson;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The turns, in the table {@code turn}. */
final class SqliteTurnStore implements TurnStore {
  private static final String INSERT =
      """
      INSERT INTO turn (session_id, number, kind, prompt, message_id, follow_up_id, spec,
                        protocol_state, out_read_bytes, err_read_bytes, pid, started_at_ms, stop_reason,
                        stop_requested_at_ms, stop_requests, stop_rung, stop_rung_at_ms, verdict,
                        verdict_by, verdict_reason, verdict_detail, evidence, exit_code, usage,
                        ended_at_ms)
      VALUES (:session_id, :number, :kind, :prompt, :message_id, :follow_up_id, :spec,
              :protocol_state, :out_read_bytes, :err_read_bytes, :pid, :started_at_ms, :stop_reason,
              :stop_requested_at_ms, :stop_requests, :stop_rung, :stop_rung_at_ms, :verdict,
              :verdict_by, :verdict_reason, :verdict_detail, :evidence, :exit_code, :usage,
              :ended_at_ms)
      """;
  private static final String OF_SESSION =
      "SELECT * FROM turn WHERE session_id = :session_id ORDER BY number";
  private static final String OF_SESSION_BEHIND =
      """
      SELECT * FROM turn
       WHERE session_id = :session_id AND number > :after
       ORDER BY number
       LIMIT :limit
      """;
  private static final String FIND =
      "SELECT * FROM turn WHERE session_id = :session_id AND number = :number";
  private static final String LATEST =
      "SELECT * FROM turn WHERE session_id = :session_id ORDER BY number DESC LIMIT 1";
  private static final String WITH_OPEN_TURN =
      "SELECT DISTINCT session_id FROM turn WHERE ended_at_ms IS NULL ORDER BY session_id";
  private static final String HAS_OPEN =
      "SELECT EXISTS (SELECT 1 FROM turn WHERE session_id = :session_id AND ended_at_ms IS NULL)";
  private static final String STOP =
      """
      SELECT stop_reason, stop_requested_at_ms, stop_requests, stop_rung, stop_rung_at_ms FROM turn
       WHERE session_id = :session_id AND ended_at_ms IS NULL AND stop_reason IS NOT NULL
       ORDER BY number DESC LIMIT 1
      """;
  private static final String SAVE_LAUNCH =
      """
      UPDATE turn
         SET spec = :spec, protocol_state = :protocol_state, out_read_bytes = :out_read_bytes,
             err_read_bytes = :err_read_bytes, pid = :pid, started_at_ms = :started_at_ms
       WHERE session_id = :session_id AND number = :number
      """;
  private static final String REQUEST_STOP =
      """
      UPDATE turn
         SET stop_reason = COALESCE(stop_reason, :reason),
             stop_requested_at_ms = COALESCE(stop_requested_at_ms, :at_ms),
             stop_requests = stop_requests + 1
       WHERE session_id = :session_id AND number = :number
      """;
  private static final String SAVE_RUNG =
      """
      UPDATE turn
         SET stop_rung = :rung, stop_rung_at_ms = :at_ms
       WHERE session_id = :session_id AND number = :number
      """;
  private static final String RUNG =
      """
      SELECT stop_rung FROM turn
       WHERE session_id = :session_id AND number = :number AND stop_rung IS NOT NULL
      """;
  private static final String FINISH =
      """
      UPDATE turn
         SET verdict = :verdict, verdict_by = :verdict_by, verdict_reason = :verdict_reason,
             verdict_detail = :verdict_detail, evidence = :evidence, exit_code = :exit_code,
             usage = :usage, ended_at_ms = :ended_at_ms, protocol_state = NULL
       WHERE session_id = :session_id AND number = :number AND ended_at_ms IS NULL
      """;

  private static final String ADD_USAGE =
      """
      INSERT INTO usage_of_day (day, project_id, agent, turns, input_tokens, output_tokens,
                                cached_input_tokens, cost_usd)
      SELECT :day, project_id, agent, 1, :input_tokens, :output_tokens, :cached_input_tokens,
             :cost_usd
        FROM session WHERE id = :session_id
      ON CONFLICT (day, project_id, agent) DO UPDATE
         SET turns = turns + 1, input_tokens = input_tokens + excluded.input_tokens,
             output_tokens = output_tokens + excluded.output_tokens,
             cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens,
             cost_usd = cost_usd + excluded.cost_usd
      """;

  private static final RowMapper<Turn> MAPPER = Row.mapper(SqliteTurnStore::turn);

  private final SqliteTransactions transactions;

  SqliteTurnStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Turn turn) {
    transactions.change(handle -> {
      Update insert =
          handle
              .createUpdate(INSERT)
              .bind("session_id", turn.session().value())
              .bind("number", turn.number())
              .bind("kind", turn.kind().wireName())
              .bind("prompt", turn.prompt())
              .bind("message_id", turn.messageId())
              .bind("follow_up_id", turn.followUpId());
      bindLaunch(insert, turn.launch());
      bindStop(insert, turn.stop());
      return bindEnd(insert, turn.end()).execute();
    });
  }

  @Override
  public Optional<Turn> find(SessionId session, int number) {
    return transactions.query(handle ->
        handle
            .createQuery(FIND)
            .bind("session_id", session.value())
            .bind("number", number)
            .map(MAPPER)
            .findOne());
  }

  @Override
  public Optional<Turn> findLatest(SessionId session) {
    return transactions.query(handle ->
        handle.createQuery(LATEST).bind("session_id", session.value()).map(MAPPER).findOne());
  }

  @Override
  public List<Turn> list(SessionId session) {
    return transactions.query(handle ->
        handle.createQuery(OF_SESSION).bind("session_id", session.value()).map(MAPPER).list());
  }

  @Override
  public List<Turn> list(SessionId session, long after, int limit) {
    return transactions.query(handle ->
        handle
            .createQuery(OF_SESSION_BEHIND)
            .bind("session_id", session.value())
            .bind("after", after)
            .bind("limit", limit)
            .map(MAPPER)
            .list());
  }

  @Override
  public List<SessionId> listSessionsWithOpenTurn() {
    return transactions.query(handle ->
        handle
            .createQuery(WITH_OPEN_TURN)
            .map(Row.mapper(row -> new SessionId(row.requireText("session_id"))))
            .list());
  }

  @Override
  public boolean hasOpen(SessionId session) {
    return transactions.query(handle ->
        handle
            .createQuery(HAS_OPEN)
            .bind("session_id", session.value())
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public Optional<Turn.Stop> findStop(SessionId session) {
    return transactions.query(handle ->
        handle
            .createQuery(STOP)
            .bind("session_id", session.value())
            .map(Row.mapper(SqliteTurnStore::requireStop))
            .findOne());
  }

  @Override
  public void saveLaunch(SessionId session, int number, Turn.Launch launch) {
    update(SAVE_LAUNCH, session, number, update -> bindLaunch(update, launch));
  }

  @Override
  public void requestStop(SessionId session, int number, Reason reason, Instant at) {
    update(
        REQUEST_STOP,
        session,
        number,
        update -> update.bind("reason", reason.wireName()).bind("at_ms", at.toEpochMilli()));
  }

  @Override
  public void saveRung(SessionId session, int number, StopRung rung, Instant at) {
    update(
        SAVE_RUNG,
        session,
        number,
        update -> update.bind("rung", rung.wireName()).bind("at_ms", at.toEpochMilli()));
  }

  @Override
  public Optional<StopRung> findRung(SessionId session, int number) {
    return transactions.query(handle ->
        handle
            .createQuery(RUNG)
            .bind("session_id", session.value())
            .bind("number", number)
            .map(Row.mapper(row -> row.requireConstant(StopRung.class, "stop_rung")))
            .findOne());
  }

  @Override
  public void finish(SessionId session, int number, Turn.End end) {
    int changed = update(FINISH, session, number, update -> bindEnd(update, end));
    if (changed > 0) {
      addUsage(session, end);
    }
  }

  private void addUsage(SessionId session, Turn.End end) {
    transactions.change(handle ->
        handle
            .createUpdate(ADD_USAGE)
            .bind("session_id", session.value())
            .bind("day", LocalDate.ofInstant(end.endedAt(), ZoneOffset.UTC).toString())
            .bind("input_tokens", end.usage().inputTokens())
            .bind("output_tokens", end.usage().outputTokens())
            .bind("cached_input_tokens", end.usage().cachedInputTokens())
            .bind("cost_usd", end.usage().costUsd())
            .execute());
  }

  private int update(String sql, SessionId session, int number, UnaryOperator<Update> values) {
    int changed =
        transactions.change(handle ->
            values
                .apply(handle.createUpdate(sql))
                .bind("session_id", session.value())
                .bind("number", number)
                .execute());
    if (changed == 0 && find(session, number).isEmpty()) {
      throw new IllegalStateException("no turn %d of session %s".formatted(number, session));
    }
    return changed;
  }

  private static Update bindLaunch(Update statement, Turn.Launch launch) {
    return statement
        .bind("spec", launch.spec())
        .bind("protocol_state", launch.protocolState())
        .bind("out_read_bytes", launch.outRead())
        .bind("err_read_bytes", launch.errRead())
        .bind("pid", launch.pid())
        .bind("started_at_ms", Row.millis(launch.startedAt()));
  }

  private static void bindStop(Update statement, Turn.@Nullable Stop stop) {
    statement
        .bind("stop_reason", stop == null ? null : stop.reason().wireName())
        .bind("stop_requested_at_ms", stop == null ? null : Row.millis(stop.requestedAt()))
        .bind("stop_requests", stop == null ? 0 : stop.requests())
        .bind("stop_rung", stop == null ? null : Row.word(stop.rung()))
        .bind("stop_rung_at_ms", stop == null ? null : Row.millis(stop.rungAt()));
  }

  private static Update bindEnd(Update statement, Turn.@Nullable End end) {
    Outcome outcome = end == null ? null : end.outcome();
    return statement
        .bind("verdict", outcome == null ? null : outcome.verdict().wireName())
        .bind("verdict_by", outcome == null ? null : outcome.by().wireName())
        .bind("verdict_reason", outcome == null ? null : Row.word(outcome.reason()))
        .bind("verdict_detail", outcome == null ? null : outcome.detail())
        .bind("evidence", outcome == null ? null : StoredJson.write(outcome.evidence()))
        .bind("exit_code", end == null ? null : end.exitCode())
        .bind("usage", end == null ? null : StoredJson.write(end.usage()))
        .bind("ended_at_ms", end == null ? null : Row.millis(end.endedAt()));
  }

  private static Turn turn(Row row) throws SQLException {
    return new Turn(
        new SessionId(row.requireText("session_id")),
        row.integer("number"),
        row.requireConstant(TurnKind.class, "kind"),
        row.requireText("prompt"),
        row.requireText("message_id"),
        row.text("follow_up_id"),
        new Turn.Launch(
            row.text("spec"),
            row.text("protocol_state"),
            row.number("out_read_bytes"),
            row.number("err_read_bytes"),
            row.numberOrNull("pid"),
            row.instant("started_at_ms")),
        stop(row),
        end(row));
  }

  private static Turn.@Nullable Stop stop(Row row) throws SQLException {
    return row.text("stop_reason") == null ? null : requireStop(row);
  }

  private static Turn.Stop requireStop(Row row) throws SQLException {
    return new Turn.Stop(
        row.requireConstant(Reason.class, "stop_reason"),
        row.requireInstant("stop_requested_at_ms"),
        row.integer("stop_requests"),
        row.constant(StopRung.class, "stop_rung"),
        row.instant("stop_rung_at_ms"));
  }

  private static Turn.@Nullable End end(Row row) throws SQLException {
    Instant endedAt = row.instant("ended_at_ms");
    return endedAt == null
        ? null
        : new Turn.End(
            outcome(row),
            row.integerOrNull("exit_code"),
            StoredJson.read(row.requireText("usage"), Usage.class),
            endedAt);
  }

  private static Outcome outcome(Row row) throws SQLException {
    return new Outcome(
        row.requireConstant(Outcome.Verdict.class, "verdict"),
        row.requireConstant(Outcome.By.class, "verdict_by"),
        row.constant(Reason.class, "verdict_reason"),
        row.text("verdict_detail"),
        List.of(StoredJson.read(row.requireText("evidence"), String[].class)));
  }
}
