package dev.orch.store.sqlite;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.store.Page;
import dev.orch.store.ProjectStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
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

  private static final RowMapper<Project> MAPPER = Row.mapper(SqliteProjectStore::project);
  private static final Listing<Project> NEWEST =
      new Listing<>(
          "project",
          "created_at_ms",
          Listing.Order.NEWEST_FIRST,
          MAPPER,
          project -> new Page.Key(project.createdAt(), project.id().value()));

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
