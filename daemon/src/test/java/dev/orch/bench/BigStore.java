package dev.orch.bench;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a store of any size: one row of each kind is written by the store itself, and SQLite copies
 * it with another id, another time and another state, so that a column of a later schema is copied
 * too.
 *
 * @param events in all, spread over the sessions as if sixteen of them ran at a time
 */
record BigStore(Path file, Path stateFolder, int projects, int sessions, int events) {
  private static final int AT_A_TIME = 16;
  private static final long FIRST_MILLIS = Samples.NOON.toEpochMilli();

  /** How an id of ten characters is made of a number. */
  private static final String ID = "printf('%010d', i)";

  /** Writes it all into a file that is not there yet. */
  void write() throws SQLException {
    Templates templates = new Templates(new Samples(25));
    try (SqliteStore store = SqliteStore.open(file, stateFolder)) {
      templates.into(store.stores());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA cache_size = -400000");
      connection.setAutoCommit(false);
      for (Copies copies : all()) {
        statement.executeUpdate(copies.sql(columns(statement, copies.table())));
        connection.commit();
      }
      copyEvents(statement);
      connection.commit();
      new SearchTexts().write(connection);
      connection.setAutoCommit(true);
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private List<Copies> all() {
    String project = "'p' || printf('%09d', i % " + projects + ")";
    String time = "%d + i * 1000".formatted(FIRST_MILLIS);
    String state =
        "CASE WHEN i % 20 = 0 THEN 'failed' WHEN i % 20 = 1 THEN 'stopped' "
            + "WHEN i % 20 < 5 THEN 'archived' ELSE 'completed' END";
    Map<String, String> session = new HashMap<>();
    session.put("id", ID);
    session.put("project_id", project);
    session.put("command_id", ID);
    session.put("title", "'add caching to module ' || i");
    session.put("branch", "'orch/claude/bench/' || " + ID);
    session.put("state", state);
    session.put(
        "reason", "CASE WHEN i % 20 = 0 THEN 'agent_error' WHEN i % 20 = 1 THEN 'user' END");
    session.put("archived_from", "CASE WHEN i % 20 BETWEEN 2 AND 4 THEN 'completed' END");
    session.put("action", "CASE WHEN i % 4 = 0 THEN 'analyze' ELSE 'implement' END");
    for (String name :
        List.of(
            "created_at_ms", "started_at_ms", "ended_at_ms", "updated_at_ms", "state_since_ms")) {
      session.put(name, time);
    }
    return List.of(
        new Copies(
            "project",
            projects,
            Map.of(
                "id", "'p' || printf('%09d', i - 1)",
                "slug", "'project-' || i",
                "path", "'/nowhere/project-' || i",
                "common_git_dir", "'/nowhere/project-' || i || '/.git'")),
        new Copies("session", sessions, session),
        new Copies("turn", sessions, Map.of("session_id", ID, "message_id", ID)),
        new Copies(
            "command",
            sessions,
            Map.of("id", ID, "project_id", project, "session_id", ID, "created_at_ms", time)),
        new Copies(
            "artifact",
            sessions,
            Map.of("id", ID, "project_id", project, "session_id", ID, "created_at_ms", time)));
  }

  /** Rows that are copies of the only one that the table has. */
  private record Copies(String table, int count, Map<String, String> others) {
    String sql(List<String> columns) {
      List<String> values =
          columns.stream().map(name -> others.getOrDefault(name, "one." + name)).toList();
      return """
      WITH RECURSIVE counted (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < %d)
      INSERT INTO %s (%s)
      SELECT %s FROM counted, (SELECT * FROM %s LIMIT 1) AS one
      """
          .formatted(count, table, String.join(", ", columns), String.join(", ", values), table);
    }
  }

  /** The numbers go on behind the few events that were written one by one. */
  private void copyEvents(Statement statement) throws SQLException {
    int each = Math.max(1, events / sessions);
    String which =
        "((i / %d) * %d + i %% %d) %% %d + 1"
            .formatted(each * AT_A_TIME, AT_A_TIME, AT_A_TIME, sessions);
    List<String> columns = new ArrayList<>(columns(statement, "event"));
    columns.remove("seq");
    Map<String, String> others =
        Map.of(
            "session_id", "printf('%010d', " + which + ")",
            "project_id", "'p' || printf('%09d', (" + which + ") % " + projects + ")",
            "at_ms", "%d + i".formatted(FIRST_MILLIS));
    List<String> values =
        columns.stream().map(name -> others.getOrDefault(name, "one." + name)).toList();
    statement.execute("CREATE TEMP TABLE template AS SELECT * FROM event ORDER BY seq");
    statement.executeUpdate(
        """
        WITH RECURSIVE counted (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < %d)
        INSERT INTO event (%s)
        SELECT %s FROM counted
          JOIN template AS one ON one.rowid = CASE WHEN i %% 100000 = 0 THEN 1 ELSE 2 + i %% %d END
        """
            .formatted(
                events,
                String.join(", ", columns),
                String.join(", ", values),
                Templates.USUAL_EVENTS));
  }

  private static List<String> columns(Statement statement, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        names.add(rows.getString("name"));
      }
    }
    return names;
  }

  /** One of each kind. */
  private record Templates(Samples samples) {
    static final int USUAL_EVENTS = 4;

    void into(Stores stores) {
      Project project = samples.project(Samples.NOON);
      Session made = samples.session(project.id(), CommandAction.IMPLEMENT, Samples.NOON);
      Session session = ended(made);
      Outcome outcome =
          new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.EXIT, null, null, List.of());
      stores
          .transactions()
          .write(() -> {
            stores.projects().insert(project);
            stores.commands().insert(samples.command(project.id(), Samples.NOON));
            stores.sessions().insert(session);
            stores.turns().insert(Samples.turn(session.id(), 1));
            stores
                .turns()
                .finish(session.id(), 1, new Turn.End(outcome, 0, Usage.NONE, Samples.NOON));
            stores.artifacts().insert(samples.artifact(session, Artifact.Kind.DIFF, Samples.NOON));
            events(session).forEach(stores.events()::append);
          });
    }

    private static Session ended(Session made) {
      return new Session(
          made.id(),
          made.assignment(),
          made.place(),
          new Session.Standing(SessionState.COMPLETED, null, Samples.NOON, null),
          new Session.Progress(1, "agent", 0, "All tests pass now.", null, List.of(), Usage.NONE),
          new Session.Times(Samples.NOON, Samples.NOON, Samples.NOON, Samples.NOON),
          made.version());
    }

    /** A rare one first, then the usual ones. */
    private static List<NewEvent> events(Session session) {
      String text = "I look at the cache of the catalogue, and write a test for what it forgets. ";
      return List.of(
          agent(session, EventType.AGENT_ERROR, new AgentPayload.Failed("api", "overloaded", null)),
          message(session, text.repeat(4)),
          agent(
              session,
              EventType.AGENT_TOOL_STARTED,
              new AgentPayload.ToolStarted(
                  "toolu_1", "Bash", "mvn test", "{\"command\":\"mvn test\"}", false, null, null)),
          agent(
              session,
              EventType.AGENT_TOOL_FINISHED,
              new AgentPayload.ToolFinished("toolu_1", false, text.repeat(6), null, null)),
          message(session, text));
    }

    private static NewEvent message(Session session, String text) {
      return agent(session, EventType.AGENT_MESSAGE, new AgentPayload.Message(text, null, null));
    }

    private static NewEvent agent(Session session, EventType type, EventPayload payload) {
      return new NewEvent(
          type,
          Samples.NOON,
          session.assignment().project(),
          session.id().value(),
          1,
          new Actor(Actor.Kind.AGENT, "claude"),
          payload);
    }
  }
}
