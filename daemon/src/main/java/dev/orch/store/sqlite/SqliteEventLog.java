package dev.orch.store.sqlite;

import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.ProjectId;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final String LAST =
      "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'event'";

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

  private List<Found> page(EventFilter filter, long after, long before, String order, int limit) {
    Conditions conditions = conditions(filter, after, before);
    String sql =
        "SELECT * FROM event%s\nORDER BY %s\nLIMIT :limit".formatted(conditions.where(), order);
    return transactions.query(handle ->
        conditions.bindTo(handle.createQuery(sql)).bind("limit", limit).map(MAPPER).list());
  }

  private static Conditions conditions(EventFilter filter, long after, long before) {
    ProjectId project = filter.project();
    Conditions conditions =
        new Conditions()
            .and("seq > :after", "after", after)
            .and("seq < :before", "before", before)
            .and("session_id = :session_id", "session_id", filter.session())
            .and("turn = :turn", "turn", filter.turn())
            .and(
                "project_id = :project_id", "project_id", project == null ? null : project.value());
    List<String> wanted = new ArrayList<>();
    for (String type : filter.types()) {
      String name = "type" + wanted.size();
      if (type.endsWith("*")) {
        String beginning = type.substring(0, type.length() - 1);
        wanted.add("SUBSTR(type, 1, %d) = :%s".formatted(beginning.length(), name));
        conditions.bind(name, beginning);
      } else {
        wanted.add("type = :" + name);
        conditions.bind(name, type);
      }
    }
    return conditions.anyOf(wanted);
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
