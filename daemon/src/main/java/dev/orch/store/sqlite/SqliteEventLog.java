package dev.orch.store.sqlite;

import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.ProjectId;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import dev.orch.store.figures.FacetCube;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Cube;
import dev.orch.store.sqlite.statement.EventTypes;
import dev.orch.store.sqlite.statement.LogTail;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import dev.orch.store.sqlite.statement.StoredJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The log of all that happened, in the table {@code event}. */
final class SqliteEventLog implements EventLog {
  private static final String APPEND =
      """
      INSERT INTO event (type, at_ms, project_id, session_id, turn, actor_kind, actor_detail,
                         payload)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      RETURNING seq
      """;
  private static final String FROM = "SELECT * FROM event";
  private static final String LAST =
      "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'event'";

  private static final Cube CUBE = new Cube("event", List.of(new Cube.Facet("type", "type")));

  private static final RowMapper<Found> MAPPER = Row.mapper(SqliteEventLog::found);

  /**
   * What stands at one place of the log.
   *
   * @param event null if this version does not know its type: a newer one wrote it. The row stays
   *     as it is for that one to read.
   */
  private record Found(long seq, @Nullable Event event) {}

  private final SqliteTransactions transactions;
  private final LogTail tail;

  SqliteEventLog(SqliteTransactions transactions, LogTail tail) {
    this.transactions = transactions;
    this.tail = tail;
  }

  /** The greatest number that was ever given, even if its event is gone. */
  static long lastSeq(Handle handle) {
    return handle.createQuery(LAST).mapTo(Long.class).one();
  }

  @Override
  public long append(NewEvent event) {
    long seq = transactions.changePrepared(APPEND, statement -> append(statement, event));
    transactions.appended(seq);
    return seq;
  }

  @Override
  public List<Event> read(EventFilter filter, long after, long before, int limit) {
    List<Event> events = new ArrayList<>();
    long from = after;
    while (events.size() < limit) {
      List<Found> page = page(filter, from, before, "seq", limit - events.size());
      if (page.isEmpty()) {
        break;
      }
      for (Found found : page) {
        if (found.event() != null) {
          events.add(found.event());
        }
      }
      from = page.getLast().seq();
    }
    return events;
  }

  @Override
  public List<Event> readBefore(EventFilter filter, long before, int limit) {
    List<Event> newestFirst = new ArrayList<>();
    long to = before;
    while (newestFirst.size() < limit) {
      List<Found> page = page(filter, 0, to, "seq DESC", limit - newestFirst.size());
      if (page.isEmpty()) {
        break;
      }
      for (Found found : page) {
        if (found.event() != null) {
          newestFirst.add(found.event());
        }
      }
      to = page.getLast().seq();
    }
    return newestFirst.reversed();
  }

  @Override
  public long lastSeq() {
    return transactions.query(SqliteEventLog::lastSeq);
  }

  @Override
  public boolean awaitAfter(long seq, Duration atMost) throws InterruptedException {
    return tail.awaitAfter(seq, atMost);
  }

  @Override
  public FacetCube count(EventFilter filter) {
    FacetCube all = transactions.query(handle -> CUBE.count(handle, conditions(filter)));
    return new FacetCube(
        all.facets(),
        all.cells().stream()
            .filter(cell -> EventType.find(cell.values().getFirst()).isPresent())
            .toList());
  }

  private List<Found> page(EventFilter filter, long after, long before, String order, int limit) {
    Optional<List<String>> types = EventTypes.of(filter.types());
    if (types.isPresent() && types.get().isEmpty()) {
      return List.of();
    }
    Conditions conditions = conditions(filter, after, before);
    String sql =
        "%s\nORDER BY %s\nLIMIT :limit"
            .formatted(
                types
                    .map(words -> ofTypes(filter, conditions, words))
                    .orElseGet(() -> FROM + conditions.where()),
                order);
    return transactions.query(handle ->
        conditions.bindTo(handle.createQuery(sql)).bind("limit", limit).map(MAPPER).list());
  }

  private static Conditions conditions(EventFilter filter, long after, long before) {
    return conditions(filter)
        .and("seq > :after", "after", after)
        .and("seq < :before", "before", before);
  }

  private static Conditions conditions(EventFilter filter) {
    ProjectId project = filter.project();
    return new Conditions()
        .and("session_id = :session_id", "session_id", filter.session())
        .and("turn = :turn", "turn", filter.turn())
        .and("project_id = :project_id", "project_id", project == null ? null : project.value());
  }

  /**
   * The rows of these types. Of the whole log, each type is read by its own index and SQLite merges
   * them as they come: none is sorted, and a rare type costs no look at the others. What belongs to
   * a session or a project is few enough to be looked through.
   */
  private static String ofTypes(EventFilter filter, Conditions conditions, List<String> types) {
    if (filter.session() != null || filter.project() != null) {
      return FROM + conditions.in("type", types).where();
    }
    List<String> each = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      conditions.bind("type" + i, types.get(i));
      each.add(FROM + conditions.where() + "\n  AND type = :type" + i);
    }
    return String.join("\nUNION ALL\n", each);
  }

  private static long append(PreparedStatement statement, NewEvent event) throws SQLException {
    ProjectId project = event.project();
    statement.setString(1, event.type().wireName());
    statement.setLong(2, event.at().toEpochMilli());
    statement.setString(3, project == null ? null : project.value());
    statement.setString(4, event.session());
    statement.setInt(5, event.turn());
    statement.setString(6, event.actor().kind().wireName());
    statement.setString(7, event.actor().detail());
    statement.setString(8, StoredJson.write(event.payload()));
    try (ResultSet given = statement.executeQuery()) {
      given.next();
      return given.getLong("seq");
    }
  }

  private static Found found(Row row) throws SQLException {
    long seq = row.number("seq");
    EventType type = EventType.find(row.requireText("type")).orElse(null);
    return new Found(seq, type == null ? null : new Event(seq, fact(type, row)));
  }

  private static NewEvent fact(EventType type, Row row) throws SQLException {
    String project = row.text("project_id");
    return new NewEvent(
        type,
        row.requireInstant("at_ms"),
        project == null ? null : new ProjectId(project),
        row.text("session_id"),
        row.integer("turn"),
        new Actor(row.requireConstant(Actor.Kind.class, "actor_kind"), row.text("actor_detail")),
        StoredJson.read(row.requireText("payload"), type.payload()));
  }
}
