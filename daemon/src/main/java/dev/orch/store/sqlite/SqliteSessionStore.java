package dev.orch.store.sqlite;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Usage;
import dev.orch.domain.session.Warning;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import dev.orch.store.figures.FacetCube;
import dev.orch.store.sqlite.search.FoundSessions;
import dev.orch.store.sqlite.search.SearchedWords;
import dev.orch.store.sqlite.search.SqliteSearchIndex;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Cube;
import dev.orch.store.sqlite.statement.Listing;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import dev.orch.store.sqlite.statement.StoredJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The sessions, in the table {@code session}. */
final class SqliteSessionStore implements SessionStore {
  private static final String INSERT =
      """
      INSERT INTO session (id, project_id, command_id, agent, action, model, title, prompt,
                           scope_path, branch, base_ref, base_commit, head_commit, folder, log,
                           state, reason, state_since_ms, archived_from, archived_from_reason,
                           turn_count,
                           agent_session_id, exit_code, last_line, changes, warnings, usage,
                           created_at_ms, started_at_ms, ended_at_ms, updated_at_ms, applied_at_ms, version)
      VALUES (:id, :project_id, :command_id, :agent, :action, :model, :title, :prompt,
              :scope_path, :branch, :base_ref, :base_commit, :head_commit, :folder, :log,
              :state, :reason, :state_since_ms, :archived_from, :archived_from_reason,
              :turn_count,
              :agent_session_id, :exit_code, :last_line, :changes, :warnings, :usage,
              :created_at_ms, :started_at_ms, :ended_at_ms, :updated_at_ms, :applied_at_ms, :version)
      """;
  private static final String REPLACE =
      """
      UPDATE session
         SET branch = :branch, base_ref = :base_ref, base_commit = :base_commit,
             head_commit = :head_commit, folder = :folder, log = :log, state = :state,
             reason = :reason, state_since_ms = :state_since_ms, archived_from = :archived_from,
             archived_from_reason = :archived_from_reason,
             turn_count = :turn_count, agent_session_id = :agent_session_id,
             exit_code = :exit_code, last_line = :last_line, changes = :changes,
             warnings = :warnings, usage = :usage, started_at_ms = :started_at_ms,
             ended_at_ms = :ended_at_ms, updated_at_ms = :updated_at_ms,
             applied_at_ms = :applied_at_ms, version = :version
       WHERE id = :id AND version = :version - 1
      """;
  private static final String FIND = "SELECT * FROM session WHERE id = :id";

  private static final String MARK_SEEN =
      """
      UPDATE session SET seen_at_ms = :at_ms
       WHERE id = :id AND (seen_at_ms IS NULL OR seen_at_ms < state_since_ms)
      """;
  private static final Cube CUBE =
      new Cube(
          "session",
          List.of(
              new Cube.Facet("project", "project_id"),
              new Cube.Facet("agent", "agent"),
              new Cube.Facet("action", "action"),
              new Cube.Facet("state", "state")));

  /** The plus has the list read in its order, however many fit. */
  private static final String FITTING = "+id IN (%s)".formatted(SqliteSearchIndex.FITTING);

  private static final String QUEUED = "id IN (SELECT session_id FROM launch_queue)";

  /** As the index of what is in view has it. */
  private static final String SHOWN = "state <> 'archived' AND state <> 'deleted'";

  private static final Set<SessionState> IN_VIEW =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(SessionState.ARCHIVED, SessionState.DELETED)));

  private static final String CLASH =
      """
      SELECT branch FROM session
       WHERE project_id = :project_id AND state <> 'deleted'
         AND (branch = :branch
              OR substr(branch, 1, length(:branch) + 1) = :branch || '/'
              OR substr(:branch, 1, length(branch) + 1) = branch || '/')
       ORDER BY branch
       LIMIT 1
      """;

  private static final RowMapper<Session> MAPPER = Row.mapper(SqliteSessionStore::session);
  private static final Listing<Session> NEWEST =
      new Listing<>(
          "session",
          "created_at_ms",
          Listing.Order.NEWEST_FIRST,
          MAPPER,
          session -> new Page.Key(session.times().createdAt(), session.id().value()));

  /** A warning as it stands in the list of the column. */
  private record StoredWarning(String code, String text, @Nullable String hint, long atMs) {
    static StoredWarning of(Warning warning) {
      return new StoredWarning(
          warning.code().wireName(), warning.text(), warning.hint(), warning.at().toEpochMilli());
    }

    Warning warning() {
      Warning.Code known = Warning.Code.valueOf(code.toUpperCase(Locale.ROOT));
      return new Warning(known, text, hint, Instant.ofEpochMilli(atMs));
    }
  }

  private final SqliteTransactions transactions;

  SqliteSessionStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Session session) {
    transactions.change(handle -> {
      Update insert = handle.createUpdate(INSERT);
      bindAssignment(insert, session.assignment());
      bindChanging(insert, session);
      return insert.bind("created_at_ms", session.times().createdAt().toEpochMilli()).execute();
    });
  }

  @Override
  public boolean replace(Session next) {
    return transactions.change(
        handle -> bindChanging(handle.createUpdate(REPLACE), next).execute() == 1);
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return transactions.query(
        handle -> handle.createQuery(FIND).bind("id", id.value()).map(MAPPER).findOne());
  }

  @Override
  public List<SessionId> idsStartingWith(String prefix, int limit) {
    return transactions.query(handle -> NEWEST.idsStartingWith(handle, prefix, limit)).stream()
        .map(SessionId::new)
        .toList();
  }

  @Override
  public Optional<String> findClash(ProjectId project, String branch) {
    return transactions.query(handle ->
        handle
            .createQuery(CLASH)
            .bind("project_id", project.value())
            .bind("branch", branch)
            .mapTo(String.class)
            .findOne());
  }

  @Override
  public Page<Session> list(Filter filter, Page.Request page) {
    ProjectId project = filter.project();
    AgentId agent = filter.agent();
    SearchQuery words = filter.words();
    String unindexed = filter.among() == Among.QUEUED ? "+" : "";
    Conditions conditions =
        new Conditions()
            .and(
                unindexed + "project_id = :project_id",
                "project_id",
                project == null ? null : project.value())
            .and(unindexed + "agent = :agent", "agent", agent == null ? null : agent.value())
            .and("action = :action", "action", Row.word(filter.action()));
    standing(conditions, filter);
    among(conditions, filter.among());
    return transactions.query(handle ->
        words == null
            ? NEWEST.page(handle, conditions, page)
            : new FoundSessions(SearchedWords.of(words, handle), conditions, MAPPER)
                .page(handle, page));
  }

  @Override
  public FacetCube count(@Nullable SearchQuery words, Among among) {
    return transactions.query(handle -> {
      Conditions conditions =
          new Conditions()
              .and("state <> :hidden", "hidden", SessionState.DELETED.wireName())
              .and(FITTING, "words", words == null ? null : SearchedWords.of(words, handle));
      among(conditions, among);
      return CUBE.count(handle, conditions);
    });
  }

  @Override
  public void markSeen(SessionId id, Instant at) {
    transactions.change(handle ->
        handle
            .createUpdate(MARK_SEEN)
            .bind("id", id.value())
            .bind("at_ms", at.toEpochMilli())
            .execute());
  }

  /** The queue is short: where it is asked for, no index of anything else is read instead. */
  private static void among(Conditions conditions, Among among) {
    switch (among) {
      case ALL -> {}
      case QUEUED -> conditions.and(QUEUED);
    }
  }

  /** In words that an index is for; of a project there are few enough without one. */
  private static void standing(Conditions conditions, Filter filter) {
    Set<SessionState> states = filter.states();
    boolean indexed =
        filter.project() == null && filter.agent() == null && filter.among() == Among.ALL;
    if (states.equals(IN_VIEW)) {
      conditions.and(indexed ? SHOWN : SHOWN.replace("state", "+state"));
    } else if (states.size() == 1) {
      String word = states.iterator().next().wireName();
      conditions.and(indexed ? "state = :state" : "+state = :state", "state", word);
    } else {
      conditions.in("state", states.stream().map(SessionState::wireName).toList());
    }
  }

  private static void bindAssignment(Update statement, Session.Assignment assignment) {
    statement
        .bind("project_id", assignment.project().value())
        .bind("command_id", assignment.command().value())
        .bind("agent", assignment.agent().value())
        .bind("action", assignment.action().wireName())
        .bind("model", assignment.model())
        .bind("title", assignment.title())
        .bind("prompt", assignment.prompt())
        .bind("scope_path", assignment.scopePath());
  }

  private static Update bindChanging(Update statement, Session session) {
    bindPlace(statement, session.place());
    bindStanding(statement, session.standing());
    bindProgress(statement, session.progress());
    return statement
        .bind("id", session.id().value())
        .bind("started_at_ms", Row.millis(session.times().startedAt()))
        .bind("ended_at_ms", Row.millis(session.times().endedAt()))
        .bind("updated_at_ms", session.times().updatedAt().toEpochMilli())
        .bind("applied_at_ms", Row.millis(session.times().appliedAt()))
        .bind("version", session.version());
  }

  private static void bindPlace(Update statement, Session.Place place) {
    statement
        .bind("branch", place.branch())
        .bind("base_ref", place.baseRef())
        .bind("base_commit", place.baseCommit())
        .bind("head_commit", place.headCommit())
        .bind("folder", place.folder().toString())
        .bind("log", place.log().toString());
  }

  private static void bindStanding(Update statement, Session.Standing standing) {
    Session.ArchivedFrom before = standing.archivedFrom();
    statement
        .bind("state", standing.state().wireName())
        .bind("reason", Row.word(standing.reason()))
        .bind("state_since_ms", standing.since().toEpochMilli())
        .bind("archived_from", before == null ? null : before.state().wireName())
        .bind("archived_from_reason", before == null ? null : Row.word(before.reason()));
  }

  private static void bindProgress(Update statement, Session.Progress progress) {
    List<StoredWarning> warnings = progress.warnings().stream().map(StoredWarning::of).toList();
    statement
        .bind("turn_count", progress.turnCount())
        .bind("agent_session_id", progress.agentSessionId())
        .bind("exit_code", progress.exitCode())
        .bind("last_line", progress.lastLine())
        .bind("changes", StoredJson.writeOrNull(progress.changes()))
        .bind("warnings", StoredJson.write(warnings))
        .bind("usage", StoredJson.write(progress.usage()));
  }

  private static Session session(Row row) throws SQLException {
    return new Session(
        new SessionId(row.requireText("id")),
        assignment(row),
        place(row),
        standing(row),
        progress(row),
        new Session.Times(
            row.requireInstant("created_at_ms"),
            row.instant("started_at_ms"),
            row.instant("ended_at_ms"),
            row.requireInstant("updated_at_ms"),
            row.instant("seen_at_ms"),
            row.instant("applied_at_ms")),
        row.number("version"));
  }

  private static Session.Assignment assignment(Row row) throws SQLException {
    return new Session.Assignment(
        new ProjectId(row.requireText("project_id")),
        new CommandId(row.requireText("command_id")),
        new AgentId(row.requireText("agent")),
        row.requireConstant(CommandAction.class, "action"),
        row.text("model"),
        row.requireText("title"),
        row.requireText("prompt"),
        row.text("scope_path"));
  }

  private static Session.Place place(Row row) throws SQLException {
    return new Session.Place(
        row.text("branch"),
        row.text("base_ref"),
        row.text("base_commit"),
        row.text("head_commit"),
        Path.of(row.requireText("folder")),
        Path.of(row.requireText("log")));
  }

  private static Session.Standing standing(Row row) throws SQLException {
    return new Session.Standing(
        row.requireConstant(SessionState.class, "state"),
        row.constant(Reason.class, "reason"),
        row.requireInstant("state_since_ms"),
        archivedFrom(row));
  }

  private static Session.@Nullable ArchivedFrom archivedFrom(Row row) throws SQLException {
    SessionState state = row.constant(SessionState.class, "archived_from");
    return state == null
        ? null
        : new Session.ArchivedFrom(state, row.constant(Reason.class, "archived_from_reason"));
  }

  private static Session.Progress progress(Row row) throws SQLException {
    StoredWarning[] warnings = StoredJson.read(row.requireText("warnings"), StoredWarning[].class);
    return new Session.Progress(
        row.integer("turn_count"),
        row.text("agent_session_id"),
        row.integerOrNull("exit_code"),
        row.text("last_line"),
        StoredJson.readOrNull(row.text("changes"), Session.Changes.class),
        Arrays.stream(warnings).map(StoredWarning::warning).toList(),
        StoredJson.read(row.requireText("usage"), Usage.class));
  }
}
