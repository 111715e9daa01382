package dev.orch.store.sqlite;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.ArtifactStore;
import dev.orch.store.Page;
import dev.orch.store.figures.FacetCube;
import dev.orch.store.sqlite.statement.Conditions;
import dev.orch.store.sqlite.statement.Cube;
import dev.orch.store.sqlite.statement.Listing;
import dev.orch.store.sqlite.statement.Row;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Files that sessions left, in the table {@code artifact}. */
final class SqliteArtifactStore implements ArtifactStore {
  private static final String INSERT =
      """
      INSERT INTO artifact (id, session_id, project_id, turn, kind, name, path, size_bytes, sha256,
                            media_type, base_commit, model, created_at_ms)
      VALUES (:id, :session_id, :project_id, :turn, :kind, :name, :path, :size_bytes, :sha256,
              :media_type, :base_commit, :model, :created_at_ms)
      """;
  private static final String FIND = "SELECT * FROM artifact WHERE id = :id";

  private static final RowMapper<Artifact> MAPPER = Row.mapper(SqliteArtifactStore::artifact);
  private static final Listing<Artifact> NEWEST =
      new Listing<>(
          "artifact",
          "created_at_ms",
          Listing.Order.NEWEST_FIRST,
          MAPPER,
          artifact -> new Page.Key(artifact.createdAt(), artifact.id()));

  private static final Cube CUBE =
      new Cube(
          "artifact",
          List.of(new Cube.Facet("project", "project_id"), new Cube.Facet("kind", "kind")));

  private final SqliteTransactions transactions;

  SqliteArtifactStore(SqliteTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Artifact artifact) {
    transactions.change(handle ->
        handle
            .createUpdate(INSERT)
            .bind("id", artifact.id())
            .bind("session_id", artifact.session().value())
            .bind("project_id", artifact.project().value())
            .bind("turn", artifact.turn())
            .bind("kind", artifact.kind().wireName())
            .bind("name", artifact.content().name())
            .bind("path", artifact.content().path().toString())
            .bind("size_bytes", artifact.content().sizeBytes())
            .bind("sha256", artifact.content().sha256())
            .bind("media_type", artifact.content().mediaType())
            .bind("base_commit", artifact.baseCommit())
            .bind("model", artifact.model())
            .bind("created_at_ms", artifact.createdAt().toEpochMilli())
            .execute());
  }

  @Override
  public Optional<Artifact> find(String id) {
    return transactions.query(
        handle -> handle.createQuery(FIND).bind("id", id).map(MAPPER).findOne());
  }

  @Override
  public List<String> idsStartingWith(String prefix, int limit) {
    return transactions.query(handle -> NEWEST.idsStartingWith(handle, prefix, limit));
  }

  @Override
  public Page<Artifact> list(Filter filter, Page.Request page) {
    ProjectId project = filter.project();
    SessionId session = filter.session();
    Conditions conditions =
        new Conditions()
            .and("project_id = :project_id", "project_id", project == null ? null : project.value())
            .and("session_id = :session_id", "session_id", session == null ? null : session.value())
            .and("kind = :kind", "kind", Row.word(filter.kind()));
    return transactions.query(handle -> NEWEST.page(handle, conditions, page));
  }

  @Override
  public FacetCube count(@Nullable SessionId session) {
    Conditions conditions =
        new Conditions()
            .and(
                "session_id = :session_id", "session_id", session == null ? null : session.value());
    return transactions.query(handle -> CUBE.count(handle, conditions));
  }

  private static Artifact artifact(Row row) throws SQLException {
    return new Artifact(
        row.requireText("id"),
        new SessionId(row.requireText("session_id")),
        new ProjectId(row.requireText("project_id")),
        row.integer("turn"),
        row.requireConstant(Artifact.Kind.class, "kind"),
        new Artifact.Content(
            row.requireText("name"),
            Path.of(row.requireText("path")),
            row.number("size_bytes"),
            row.requireText("sha256"),
            row.requireText("media_type")),
        row.text("base_commit"),
        row.text("model"),
        row.requireInstant("created_at_ms"));
  }
}
