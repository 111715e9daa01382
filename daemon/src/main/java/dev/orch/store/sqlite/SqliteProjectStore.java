package dev.orch.store.sqlite;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Page;
import dev.orch.store.ProjectStore;
import dev.orch.store.sqlite.search.SqliteSearchIndex;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Listing;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import dev.orch.store.sqlite.statement.StoredJson;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.RowMapper;

/** The registered projects, in the table {@code project}. */
final class SqliteProjectStore implements ProjectStore {
  private static final String INSERT =
      """
      INSERT INTO project (id, slug, name, path, common_git_dir, default_branch, default_scope,
                           settings, created_at_ms, updated_at_ms)
      VALUES (:id, :slug, :name, :path, :common_git_dir, :default_branch, :default_scope,
              :settings, :created_at_ms, :updated_at_ms)
      """;
  private static final String REPLACE =
      """
      UPDATE project
         SET name = :name, default_branch = :default_branch, default_scope = :default_scope,
             settings = :settings, updated_at_ms = :updated_at_ms
       WHERE id = :id
      """;

  private static final String MOVE =
      """
      UPDATE project
         SET path = :path, common_git_dir = :common_git_dir, updated_at_ms = :updated_at_ms
       WHERE id = :id
      """;
  private static final String MOVE_SESSIONS =
      """
      UPDATE session
         SET folder = CASE
               WHEN folder = :from OR substr(folder, 1, length(:from) + 1) = :from || '/'
               THEN :to || substr(folder, length(:from) + 1)
               ELSE folder
             END,
             log = CASE
               WHEN substr(log, 1, length(:from) + 1) = :from || '/'
               THEN :to || substr(log, length(:from) + 1)
               ELSE log
             END,
             version = version + 1
       WHERE project_id = :id
      """;
  private static final String MOVE_ARTIFACTS =
      """
      UPDATE artifact
         SET path = :to || substr(path, length(:from) + 1)
       WHERE project_id = :id AND substr(path, 1, length(:from) + 1) = :from || '/'
      """;

  /** What is planned and what is in the trash says in JSON where files of the project are. */
  private static final List<JsonColumn> JSON_WITH_PATHS =
      List.of(
          new JsonColumn(
              "SELECT id, plan AS json FROM operation WHERE project_id = :id AND plan <> '{}'",
              "UPDATE operation SET plan = :json WHERE id = :row"),
          new JsonColumn(
              "SELECT id, content AS json FROM trash_entry WHERE project_id = :id",
              "UPDATE trash_entry SET content = :json WHERE id = :row"));

  /** Whatever is remembered of a session, but for what outlives it. */
  private static final String TABLES_OF_SESSIONS =
      """
      SELECT m.name FROM sqlite_master m
       WHERE m.type = 'table' AND m.name NOT IN ('event', 'command')
         AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'session_id')
       ORDER BY m.name
      """;

  private static final String FIND_ALL =
      "SELECT * FROM project WHERE id IN (SELECT value FROM json_each(:ids))";

  private static final RowMapper<Project> MAPPER = Row.mapper(SqliteProjectStore::project);
  private static final Listing<Project> NEWEST =
      new Listing<>(
          "project",
          "created_at_ms",
          Listing.Order.NEWEST_FIRST,
          MAPPER,
          project -> new Page.Key(project.createdAt(), project.id().value()));

  /** How JSON is read, of the project, and written. */
  private record JsonColumn(String select, String replace) {}

  /** Where files were, and where they are. */
  private record Moved(Path from, Path to) {
    boolean has(String text) {
      return text.equals(from.toString()) || text.startsWith(from + "/");
    }

    String in(String text) {
      return to + text.substring(from.toString().length());
    }
  }

  private final SqliteTransactions transactions;

  SqliteProjectStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Project project) {
    transactions.change(handle ->
        handle
            .createUpdate(INSERT)
            .bind("id", project.id().value())
            .bind("slug", project.slug().value())
            .bind("name", project.name())
            .bind("path", project.path().toString())
            .bind("common_git_dir", project.commonGitDir().toString())
            .bind("default_branch", project.defaultBranch())
            .bind("default_scope", project.defaultScope())
            .bind("settings", StoredJson.write(project.settings()))
            .bind("created_at_ms", project.createdAt().toEpochMilli())
            .bind("updated_at_ms", project.updatedAt().toEpochMilli())
            .execute());
  }

  @Override
  public void replace(Project project) {
    int changed =
        transactions.change(handle ->
            handle
                .createUpdate(REPLACE)
                .bind("id", project.id().value())
                .bind("name", project.name())
                .bind("default_branch", project.defaultBranch())
                .bind("default_scope", project.defaultScope())
                .bind("settings", StoredJson.write(project.settings()))
                .bind("updated_at_ms", project.updatedAt().toEpochMilli())
                .execute());
    if (changed == 0) {
      throw new IllegalStateException("no project " + project.id());
    }
  }

  @Override
  public void move(Project project, Path from) {
    // The git directory may be elsewhere than the files, as that of a linked worktree.
    List<Moved> moves =
        List.of(
            new Moved(find(project.id()).orElseThrow().commonGitDir(), project.commonGitDir()),
            new Moved(from, project.path()));
    transactions.change(handle -> {
      String to = project.path().toString();
      handle
          .createUpdate(MOVE)
          .bind("id", project.id().value())
          .bind("path", to)
          .bind("common_git_dir", project.commonGitDir().toString())
          .bind("updated_at_ms", project.updatedAt().toEpochMilli())
          .execute();
      int moved = 0;
      for (String statement : List.of(MOVE_SESSIONS, MOVE_ARTIFACTS)) {
        moved +=
            handle
                .createUpdate(statement)
                .bind("id", project.id().value())
                .bind("from", from.toString())
                .bind("to", to)
                .execute();
      }
      return moved;
    });
    JSON_WITH_PATHS.forEach(column -> move(column, project.id(), moves));
  }

  private void move(JsonColumn column, ProjectId id, List<Moved> moves) {
    transactions.change(handle -> {
      Map<String, String> rows =
          handle
              .createQuery(column.select())
              .bind("id", id.value())
              .setMapKeyColumn("id")
              .setMapValueColumn("json")
              .collectInto(new GenericType<Map<String, String>>() {});
      rows.forEach((row, json) ->
          handle
              .createUpdate(column.replace())
              .bind("row", row)
              .bind("json", StoredJson.withTexts(json, text -> moved(text, moves)))
              .execute());
      return rows.size();
    });
  }

  private static String moved(String text, List<Moved> moves) {
    return moves.stream()
        .filter(move -> move.has(text))
        .findFirst()
        .map(move -> move.in(text))
        .orElse(text);
  }

  @Override
  public void delete(ProjectId id) {
    SqliteSearchIndex search = new SqliteSearchIndex(transactions);
    SqliteSessionPurge purge = new SqliteSessionPurge(transactions);
    transactions
        .query(handle ->
            handle
                .createQuery("SELECT id FROM session WHERE project_id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .list())
        .forEach(row -> {
          SessionId session = new SessionId(row);
          search.forget(session);
          purge.forgetReceipts(session);
        });
    transactions.change(handle -> {
      List<String> tables = handle.createQuery(TABLES_OF_SESSIONS).mapTo(String.class).list();
      for (String table : tables) {
        handle
            .createUpdate(
                "DELETE FROM %s WHERE session_id IN (SELECT id FROM session WHERE project_id = :id)"
                    .formatted(table))
            .bind("id", id.value())
            .execute();
      }
      handle
          .createUpdate("DELETE FROM session WHERE project_id = :id")
          .bind("id", id.value())
          .execute();
      return handle
          .createUpdate("DELETE FROM project WHERE id = :id")
          .bind("id", id.value())
          .execute();
    });
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return findBy("id", id.value());
  }

  @Override
  public Optional<Project> findBySlug(Slug slug) {
    return findBy("slug", slug.value());
  }

  @Override
  public Optional<Project> findByCommonGitDir(Path commonGitDir) {
    return findBy("common_git_dir", commonGitDir.toString());
  }

  @Override
  public List<Project> list(Set<ProjectId> ids) {
    List<String> wanted = ids.stream().map(ProjectId::value).toList();
    return wanted.isEmpty()
        ? List.of()
        : transactions.query(handle ->
            handle.createQuery(FIND_ALL).bind("ids", StoredJson.write(wanted)).map(MAPPER).list());
  }

  @Override
  public List<ProjectId> idsStartingWith(String prefix, int limit) {
    return transactions.query(handle -> NEWEST.idsStartingWith(handle, prefix, limit)).stream()
        .map(ProjectId::new)
        .toList();
  }

  @Override
  public Page<Project> list(Page.Request page) {
    return transactions.query(handle -> NEWEST.page(handle, new Conditions(), page));
  }

  private Optional<Project> findBy(String column, String value) {
    return transactions.query(handle ->
        handle
            .createQuery("SELECT * FROM project WHERE %s = :value".formatted(column))
            .bind("value", value)
            .map(MAPPER)
            .findOne());
  }

  private static Project project(Row row) throws SQLException {
    return new Project(
        new ProjectId(row.requireText("id")),
        new Slug(row.requireText("slug")),
        row.requireText("name"),
        Path.of(row.requireText("path")),
        Path.of(row.requireText("common_git_dir")),
        row.text("default_branch"),
        row.text("default_scope"),
        StoredJson.read(row.requireText("settings"), ProjectSettings.class),
        row.requireInstant("created_at_ms"),
        row.requireInstant("updated_at_ms"));
  }
}
