package dev.orch.store.sqlite.search;

import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.SessionId;
import dev.orch.store.search.SearchIndex;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The texts in the full-text index {@code search} (FTS5). The number of a row tells whose it is and
 * where it stands, so that no other table is asked which sessions fit.
 */
public final class SqliteSearchIndex implements SearchIndex {
  /** How many low bits of a row's number are its place in the session. */
  static final int PLACE_BITS = 36;

  /** Set in the places of prompts; the others are numbers of events. */
  private static final long PROMPT = 1L << (PLACE_BITS - 1);

  /**
   * The ids of the sessions that fit {@code :words}; asks the index once, and no row of another
   * table but the session's.
   */
  public static final String FITTING =
      """
      SELECT session_id FROM searched_session
       WHERE number IN (SELECT rowid >> 36 FROM search WHERE search MATCH :words)\
      """;

  private static final String NUMBER =
      "INSERT INTO searched_session (session_id) VALUES (?) ON CONFLICT (session_id) DO NOTHING";
  private static final String ADD =
      """
      INSERT INTO search (rowid, text)
      SELECT (number << 36) + ?, ? FROM searched_session WHERE session_id = ?
      """;
  private static final String NUMBER_OF =
      "SELECT number FROM searched_session WHERE session_id = :session_id";
  private static final String DELETE_TEXTS =
      "DELETE FROM search WHERE rowid >= :first AND rowid < :behind";
  private static final String DELETE_NUMBER =
      "DELETE FROM searched_session WHERE session_id = :session_id";
  private static final String NUMBERS_OF =
      "SELECT number, session_id FROM searched_session WHERE session_id IN (<sessions>)";
  private static final String FIRST_OF_EACH =
      """
      SELECT MIN(rowid) FROM search
       WHERE search MATCH :words AND rowid >= :first AND rowid < :behind
         AND rowid >> 36 IN (<numbers>)
       GROUP BY rowid >> 36
      """;
  private static final String TEXTS = "SELECT rowid, text FROM search WHERE rowid IN (<rows>)";
  private static final String NEXT_GAP =
      """
      SELECT session_id, filled_to, fill_until, fill_turns FROM searched_session
       WHERE fill_until IS NOT NULL
       ORDER BY number DESC
       LIMIT 1
      """;
  private static final String FILLED_TO =
      "UPDATE searched_session SET filled_to = :seq WHERE session_id = :session_id";
  private static final String FILLED =
      """
      UPDATE searched_session SET filled_to = NULL, fill_until = NULL, fill_turns = NULL
       WHERE session_id = :session_id
      """;

  private static final RowMapper<Gap> GAP = Row.mapper(SqliteSearchIndex::gap);

  private final SqliteTransactions transactions;

  /** In these units of work. */
  public SqliteSearchIndex(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void add(SessionId session, Place place, String text) {
    transactions.changePrepared(
        NUMBER,
        statement -> {
          statement.setString(1, session.value());
          return statement.executeUpdate();
        });
    transactions.changePrepared(
        ADD,
        statement -> {
          statement.setLong(1, low(place));
          statement.setString(2, text);
          statement.setString(3, session.value());
          return statement.executeUpdate();
        });
  }

  @Override
  public void forget(SessionId session) {
    transactions.change(handle -> {
      Optional<Long> number =
          handle
              .createQuery(NUMBER_OF)
              .bind("session_id", session.value())
              .mapTo(Long.class)
              .findOne();
      number.ifPresent(known ->
          handle
              .createUpdate(DELETE_TEXTS)
              .bind("first", first(known))
              .bind("behind", first(known + 1))
              .execute());
      return handle.createUpdate(DELETE_NUMBER).bind("session_id", session.value()).execute();
    });
  }

  @Override
  public SearchQuery settle(SearchQuery query) {
    return transactions.query(handle -> SearchedWords.settled(query, handle));
  }

  @Override
  public List<Match> matches(SearchQuery query, Collection<SessionId> sessions) {
    if (sessions.isEmpty() || query.terms().isEmpty()) {
      return List.of();
    }
    return transactions.query(handle -> {
      Map<Long, SessionId> numbers = numbers(handle, sessions);
      return numbers.isEmpty() ? List.of() : texts(handle, rows(handle, query, numbers), numbers);
    });
  }

  private static Map<Long, SessionId> numbers(Handle handle, Collection<SessionId> sessions) {
    Map<Long, SessionId> numbers = new HashMap<>();
    handle
        .createQuery(NUMBERS_OF)
        .bindList("sessions", sessions.stream().map(SessionId::value).toList())
        .map(
            Row.mapper(row ->
                Map.entry(row.number("number"), new SessionId(row.requireText("session_id")))))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }

  private static List<Long> rows(Handle handle, SearchQuery query, Map<Long, SessionId> numbers) {
    long least = numbers.keySet().stream().mapToLong(Long::longValue).min().orElseThrow();
    long most = numbers.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    return handle
        .createQuery(FIRST_OF_EACH)
        .bind("words", SearchedWords.of(query, handle))
        .bind("first", first(least))
        .bind("behind", first(most + 1))
        .bindList("numbers", List.copyOf(numbers.keySet()))
        .mapTo(Long.class)
        .list();
  }

  private static List<Match> texts(Handle handle, List<Long> rows, Map<Long, SessionId> numbers) {
    if (rows.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(TEXTS)
        .bindList("rows", rows)
        .map(Row.mapper(row -> match(row, numbers)))
        .list();
  }

  private static Match match(Row row, Map<Long, SessionId> numbers) throws SQLException {
    long number = row.number("rowid");
    SessionId session = numbers.get(number >> PLACE_BITS);
    if (session == null) {
      throw new IllegalStateException("row %d of the index is of no session".formatted(number));
    }
    return new Match(session, place(number - first(number >> PLACE_BITS)), row.requireText("text"));
  }

  @Override
  public Optional<Gap> nextGap() {
    return transactions.query(handle -> handle.createQuery(NEXT_GAP).map(GAP).findOne());
  }

  @Override
  public void filledTo(SessionId session, long seq) {
    transactions.change(handle ->
        handle
            .createUpdate(FILLED_TO)
            .bind("seq", seq)
            .bind("session_id", session.value())
            .execute());
  }

  @Override
  public void filled(SessionId session) {
    transactions.change(
        handle -> handle.createUpdate(FILLED).bind("session_id", session.value()).execute());
  }

  private static Gap gap(Row row) throws SQLException {
    return new Gap(
        new SessionId(row.requireText("session_id")),
        row.number("filled_to"),
        row.number("fill_until"),
        row.integer("fill_turns"));
  }

  private static long first(long number) {
    return number << PLACE_BITS;
  }

  private static long low(Place place) {
    return switch (place) {
      case Place.InEvent(long seq) -> seq;
      case Place.InPrompt(int turn) -> PROMPT | turn;
    };
  }

  private static Place place(long low) {
    return (low & PROMPT) == 0 ? new Place.InEvent(low) : new Place.InPrompt((int) (low ^ PROMPT));
  }
}
