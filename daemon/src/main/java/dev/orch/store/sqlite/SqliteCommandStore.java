package dev.orch.store.sqlite;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.store.CommandStore;
import dev.orch.store.Page;
import dev.orch.store.figures.FacetCube;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Cube;
import dev.orch.store.sqlite.statement.Listing;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** What users asked for, in the table {@code command}. */
final class SqliteCommandStore implements CommandStore {
  private static final String INSERT =
      """
      INSERT INTO command (id, text, agent, action, project, session, scope_path, prompt, model,
                           base, branch, project_id, source, session_id, problem, problem_detail,
                           problem_hint, created_at_ms)
      VALUES (:id, :text, :agent, :action, :project, :session, :scope_path, :prompt, :model,
              :base, :branch, :project_id, :source, :session_id, :problem, :problem_detail,
              :problem_hint, :created_at_ms)
      """;
  private static final List<String> WORDS =
      List.of(
          "agent",
          "action",
          "project",
          "session",
          "scope_path",
          "prompt",
          "model",
          "base",
          "branch");
  private static final String FIND = "SELECT * FROM command WHERE id = :id";

  private static final RowMapper<Command> MAPPER = Row.mapper(SqliteCommandStore::command);
  private static final Listing<Command> NEWEST =
      new Listing<>(
          "command",
          "created_at_ms",
          Listing.Order.NEWEST_FIRST,
          MAPPER,
          command -> new Page.Key(command.createdAt(), command.id().value()));

  private static final Cube CUBE =
      new Cube(
          "command",
          List.of(
              new Cube.Facet("project", "COALESCE(project_id, '')"),
              new Cube.Facet("agent", "COALESCE(lower(agent), '')"),
              new Cube.Facet("action", "COALESCE(lower(action), '')"),
              new Cube.Facet("status", "IIF(session_id IS NULL, 'rejected', 'accepted')")));

  private final SqliteTransactions transactions;

  SqliteCommandStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Command command) {
    transactions.change(handle -> bindResult(bindWanted(handle, command), command).execute());
  }

  @Override
  public Optional<Command> find(CommandId id) {
    return transactions.query(
        handle -> handle.createQuery(FIND).bind("id", id.value()).map(MAPPER).findOne());
  }

  @Override
  public List<CommandId> idsStartingWith(String prefix, int limit) {
    return transactions.query(handle -> NEWEST.idsStartingWith(handle, prefix, limit)).stream()
        .map(CommandId::new)
        .toList();
  }

  @Override
  public Page<Command> list(Filter filter, Page.Request page) {
    ProjectId project = filter.project();
    AgentId agent = filter.agent();
    Command.Status status = filter.status();
    Conditions conditions =
        ofSession(filter.session())
            .and("project_id = :project_id", "project_id", project == null ? null : project.value())
            .and("lower(agent) = :agent", "agent", agent == null ? null : agent.value())
            .and("lower(action) = :action", "action", filter.action())
            .and(
                "(session_id IS NULL) = :rejected",
                "rejected",
                status == null ? null : status == Command.Status.REJECTED);
    return transactions.query(handle -> NEWEST.page(handle, conditions, page));
  }

  @Override
  public FacetCube count(@Nullable SessionId session) {
    return transactions.query(handle -> CUBE.count(handle, ofSession(session)));
  }

  private static Conditions ofSession(@Nullable SessionId session) {
    return new Conditions()
        .and("session_id = :session_id", "session_id", session == null ? null : session.value());
  }

  private static Update bindWanted(Handle handle, Command command) {
    ProjectId projectId = command.projectId();
    return handle
        .createUpdate(INSERT)
        .bind("id", command.id().value())
        .bind("text", command.text())
        .bindMap(words(command.wanted()))
        .bind("project_id", projectId == null ? null : projectId.value())
        .bind("source", command.source().wireName())
        .bind("created_at_ms", command.createdAt().toEpochMilli());
  }

  /** What it says, by column; null in those that it has no word for. */
  private static Map<String, @Nullable String> words(Command.Wanted wanted) {
    Map<String, @Nullable String> words = new HashMap<>();
    WORDS.forEach(column -> words.put(column, null));
    switch (wanted) {
      case Command.Wanted.Work work -> {
        words.put("agent", work.agent());
        words.put("action", work.action());
        words.put("project", work.project());
        words.put("scope_path", work.scopePath());
        words.put("prompt", work.prompt());
        words.put("model", work.model());
        words.put("base", work.base());
        words.put("branch", work.branch());
      }
      case Command.Wanted.Act act -> {
        words.put("action", act.asked().wireName());
        words.put("session", act.session());
        words.put("prompt", act.message());
      }
      case Command.Wanted.Unread _ -> {}
    }
    return words;
  }

  private static Update bindResult(Update insert, Command command) {
    return switch (command.result()) {
      case Command.Result.Accepted(SessionId session) ->
          insert
              .bind("session_id", session.value())
              .bind("problem", (String) null)
              .bind("problem_detail", (String) null)
              .bind("problem_hint", (String) null);
      case Command.Result.Rejected rejected ->
          insert
              .bind("session_id", (String) null)
              .bind("problem", rejected.problem())
              .bind("problem_detail", rejected.detail())
              .bind("problem_hint", rejected.hint());
    };
  }

  private static Command command(Row row) throws SQLException {
    String projectId = row.text("project_id");
    return new Command(
        new CommandId(row.requireText("id")),
        row.text("text"),
        wanted(row),
        projectId == null ? null : new ProjectId(projectId),
        row.requireConstant(Command.Source.class, "source"),
        result(row),
        row.requireInstant("created_at_ms"));
  }

  private static Command.Wanted wanted(Row row) throws SQLException {
    String session = row.text("session");
    if (session != null) {
      return new Command.Wanted.Act(
          row.requireConstant(SessionAction.class, "action"), session, row.text("prompt"));
    }
    String agent = row.text("agent");
    return agent == null && row.text("text") != null
        ? new Command.Wanted.Unread()
        : new Command.Wanted.Work(
            agent,
            row.text("action"),
            row.text("project"),
            row.text("scope_path"),
            row.text("prompt"),
            row.text("model"),
            row.text("base"),
            row.text("branch"));
  }

  private static Command.Result result(Row row) throws SQLException {
    String session = row.text("session_id");
    return session == null
        ? new Command.Result.Rejected(
            row.requireText("problem"), row.requireText("problem_detail"), row.text("problem_hint"))
        : new Command.Result.Accepted(new SessionId(session));
  }
}
