package dev.orch.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.store.ArtifactStore;
import dev.orch.store.EventFilter;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.SessionStore;
import dev.orch.store.sqlite.file.DatabaseFile;
import dev.orch.store.sqlite.file.Schema;
import dev.orch.store.sqlite.search.SqliteSearchIndex;
import dev.orch.store.sqlite.statement.LogTail;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what is asked for often is served by an index and sorts nothing. */
class QueryPlanTest {
  private static final Page.Request SECOND_PAGE =
      new Page.Request(50, new Page.Key(Samples.NOON, "0000000000"));
  private static final ProjectId PROJECT = new ProjectId("0000000000");
  private static final SessionId SESSION = new SessionId("0000000000");

  @TempDir Path folder;
  private DatabaseFile file;
  private SqliteTransactions transactions;
  private SqliteEventLog events;

  @BeforeEach
  void open() {
    file = DatabaseFile.take(folder.resolve("orch.db"), folder, Schema.CURRENT);
    LogTail tail = new LogTail();
    transactions = new SqliteTransactions(file, tail);
    events = new SqliteEventLog(transactions, tail);
  }

  @AfterEach
  void close() {
    transactions.close();
    file.close();
  }

  @Test
  void eventsAreReadOnBehindANumber() {
    assertThat(plan(() -> events.read(EventFilter.ALL, 5, 99, 10)))
        .containsExactly("SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
    assertThat(plan(() -> events.read(new EventFilter(null, "s", List.of()), 5, 99, 10)))
        .containsExactly(
            "SEARCH event USING INDEX event_of_session (session_id=? AND seq>? AND seq<?)");
    assertThat(
            plan(() -> events.read(new EventFilter(PROJECT, null, List.of("agent.*")), 5, 99, 10)))
        .containsExactly(
            "SEARCH event USING INDEX event_of_project (project_id=? AND seq>? AND seq<?)");
  }

  @Test
  void eventsOfSomeTypesAreMergedFromTheIndexOfTheTypes() {
    EventFilter one = new EventFilter(null, null, List.of("session.failed"));
    EventFilter several = new EventFilter(null, null, List.of("worktree.*", "session.failed"));

    assertThat(plan(() -> events.read(one, 5, 99, 10)))
        .containsExactly("SEARCH event USING INDEX event_of_type (type=? AND seq>? AND seq<?)");
    assertThat(plan(() -> events.readBefore(several, 99, 10)))
        .contains("MERGE (UNION ALL)")
        .filteredOn(step -> step.contains("event"))
        .isNotEmpty()
        .allMatch(step -> step.contains("event_of_type (type=? AND seq>? AND seq<?)"));
    assertThat(plan(() -> events.readBefore(several, 99, 10)))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void aListWithOneFilterIsReadWithoutWhatDoesNotFit() {
    SqliteSessionStore sessions = new SqliteSessionStore(transactions);
    SessionStore.Filter failed =
        new SessionStore.Filter(null, Set.of(SessionState.FAILED), null, null);
    SessionStore.Filter ofAgent =
        new SessionStore.Filter(null, Set.of(), new AgentId("claude"), null);
    SessionStore.Filter inView =
        new SessionStore.Filter(
            null,
            EnumSet.complementOf(EnumSet.of(SessionState.ARCHIVED, SessionState.DELETED)),
            null,
            null);

    assertThat(plan(() -> sessions.list(failed, new Page.Request(50, null))))
        .containsExactly("SEARCH session USING INDEX session_newest_of_state (state=?)");
    assertThat(plan(() -> sessions.list(ofAgent, new Page.Request(50, null))))
        .containsExactly("SEARCH session USING INDEX session_newest_of_agent (agent=?)");
    assertThat(plan(() -> sessions.list(inView, new Page.Request(50, null))))
        .containsExactly("SCAN session USING INDEX session_newest_in_view");
    assertThat(plan(() -> sessions.list(inView, SECOND_PAGE)))
        .containsExactly(
            "SEARCH session USING INDEX session_newest_in_view ((created_at_ms,id)<(?,?))");
  }

  @Test
  void whoAsksForTheQueueHasOnlyTheQueueLookedThrough() {
    SqliteSessionStore sessions = new SqliteSessionStore(transactions);
    SessionStore.Filter failed =
        new SessionStore.Filter(
            PROJECT,
            Set.of(SessionState.FAILED),
            new AgentId("claude"),
            null,
            null,
            SessionStore.Among.QUEUED);

    assertThat(plan(() -> sessions.list(failed, SECOND_PAGE)))
        .contains("SEARCH session USING INDEX sqlite_autoindex_session_1 (id=?)");
    assertThat(plan(() -> sessions.count(null, SessionStore.Among.QUEUED)))
        .contains("SEARCH session USING INDEX sqlite_autoindex_session_1 (id=?)");
  }

  @Test
  void sessionsAreListedInTheOrderOfAnIndex() {
    SqliteSessionStore sessions = new SqliteSessionStore(transactions);
    SessionStore.Filter ofProject =
        new SessionStore.Filter(PROJECT, Set.of(SessionState.RUNNING), null, null);

    assertThat(plan(() -> sessions.list(SessionStore.Filter.ALL, new Page.Request(50, null))))
        .containsExactly("SCAN session USING INDEX session_newest");
    assertThat(plan(() -> sessions.list(SessionStore.Filter.ALL, SECOND_PAGE)))
        .containsExactly("SEARCH session USING INDEX session_newest ((created_at_ms,id)<(?,?))");
    assertThat(plan(() -> sessions.list(ofProject, new Page.Request(50, null))))
        .containsExactly("SEARCH session USING INDEX session_newest_of_project (project_id=?)");
    assertThat(plan(() -> sessions.idsStartingWith("abc", 2)))
        .singleElement()
        .asString()
        .startsWith("SEARCH session USING COVERING INDEX");
  }

  @Test
  void sessionsAreSearchedFromTheIndexInTheOrderOfTheirNumbers() {
    SqliteSessionStore sessions = new SqliteSessionStore(transactions);
    SessionStore.Filter words =
        new SessionStore.Filter(null, Set.of(), null, null, SearchQuery.read("a few words"));
    SqliteSearchIndex index = new SqliteSearchIndex(transactions);

    assertThat(plan(() -> sessions.list(words, SECOND_PAGE)))
        .containsSubsequence(
            "SEARCH searched_session USING INTEGER PRIMARY KEY (rowid<?)",
            "SEARCH session USING INDEX sqlite_autoindex_session_1 (id=?)")
        .noneMatch(step -> step.contains("TEMP B-TREE"));
    assertThat(
            plan(() ->
                sessions.list(
                    new SessionStore.Filter(
                        PROJECT, Set.of(), null, null, SearchQuery.read("a few words")),
                    SECOND_PAGE)))
        .containsSubsequence(
            "SEARCH session USING INDEX session_newest_of_project (project_id=?)",
            "SEARCH searched_session USING COVERING INDEX sqlite_autoindex_searched_session_1 (session_id=? AND rowid<?)");
    assertThat(plan(index::nextGap))
        .containsExactly("SCAN searched_session USING INDEX searched_session_gap");
  }

  @Test
  void whatIsCountedIsCountedInIndexes() {
    SqliteFigureStore figures = new SqliteFigureStore(transactions);
    SqliteSessionStore sessions = new SqliteSessionStore(transactions);

    assertThat(plan(figures::counts))
        .hasSize(5)
        .allMatch(step -> step.contains("USING COVERING INDEX"))
        .anyMatch(step -> step.contains("session_unseen"));
    assertThat(plan(() -> events.count(EventFilter.ALL)))
        .containsExactly("SCAN event USING COVERING INDEX event_of_type");
    assertThat(plan(() -> sessions.count(null, SessionStore.Among.ALL)))
        .containsExactly("SCAN session USING COVERING INDEX session_facets");
    assertThat(plan(() -> sessions.count(SearchQuery.read("a few words"), SessionStore.Among.ALL)))
        .contains("SCAN session USING COVERING INDEX session_facets")
        .noneMatch(step -> step.contains("TEMP B-TREE"));
    assertThat(plan(() -> figures.usageSince(LocalDate.EPOCH)))
        .singleElement()
        .asString()
        .startsWith("SEARCH usage_of_day USING INDEX");
  }

  @Test
  void openTurnsAreFoundWithoutTheEndedOnes() {
    SqliteTurnStore turns = new SqliteTurnStore(transactions);

    assertThat(plan(turns::listSessionsWithOpenTurn))
        .containsExactly("SCAN turn USING INDEX turn_open");
    assertThat(plan(() -> turns.findStop(SESSION)))
        .containsExactly("SEARCH turn USING INDEX turn_open (session_id=?)");
    assertThat(plan(() -> turns.findLatest(SESSION)))
        .singleElement()
        .asString()
        .startsWith("SEARCH turn USING INDEX");
  }

  @Test
  void openRequestsAreFoundWithoutTheAnsweredOnes() {
    SqliteInputRequestStore requests = new SqliteInputRequestStore(transactions);
    InputRequestStore.Filter open =
        new InputRequestStore.Filter(null, null, InputRequest.Status.OPEN, null);

    assertThat(plan(() -> requests.listOpen(SESSION)))
        .singleElement()
        .asString()
        .startsWith("SEARCH input_request USING INDEX");
    assertThat(plan(() -> requests.list(open, new Page.Request(50, null))))
        .containsExactly(
            "SEARCH input_request USING INDEX input_request_oldest_of_status (status=?)");
  }

  @Test
  void artifactsOfASessionAreListedInTheOrderOfAnIndex() {
    SqliteArtifactStore artifacts = new SqliteArtifactStore(transactions);

    assertThat(
            plan(() -> artifacts.list(new ArtifactStore.Filter(null, SESSION, null), SECOND_PAGE)))
        .singleElement()
        .asString()
        .startsWith("SEARCH artifact USING INDEX artifact_newest_of_session (session_id=?");
  }

  /** What SQLite says about each statement that the reading runs. */
  private List<String> plan(Runnable reading) {
    List<String> statements = new ArrayList<>();
    SqlLogger listener =
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            statements.add(context.getParsedSql().getSql());
          }
        };
    return transactions.read(() -> {
      SqlLogger usual = logTo(listener);
      reading.run();
      logTo(usual);
      List<String> details = new ArrayList<>();
      for (String sql : statements) {
        details.addAll(explain(sql));
      }
      return details;
    });
  }

  private SqlLogger logTo(SqlLogger logger) {
    return transactions.query(handle -> {
      SqlStatements config = handle.getConfig(SqlStatements.class);
      SqlLogger before = config.getSqlLogger();
      config.setSqlLogger(logger);
      return before;
    });
  }

  private List<String> explain(String sql) {
    return transactions.query(handle -> {
      int parameters = sql.length() - sql.replace("?", "").length();
      Query query = handle.createQuery("EXPLAIN QUERY PLAN " + sql);
      for (int i = 0; i < parameters; i++) {
        query.bind(i, 1);
      }
      return query.map((columns, _) -> columns.getString("detail")).list();
    });
  }
}
