package dev.orch.store;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.figures.FacetCube;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files that sessions left. Changes happen inside a {@link Transactions} unit. */
public interface ArtifactStore {

  /** Adds an artifact; artifacts never change. */
  void insert(Artifact artifact);

  /** By id. */
  Optional<Artifact> find(String id);

  /** Ids that start with the prefix, at most {@code limit}, ascending. */
  List<String> idsStartingWith(String prefix, int limit);

  /** Newest first. */
  Page<Artifact> list(Filter filter, Page.Request page);

  /**
   * How many there are by {@code project} (its id) and {@code kind}.
   *
   * @param session only its own; null means any
   */
  FacetCube count(@Nullable SessionId session);

  /** Which artifacts; null means any. */
  record Filter(
      @Nullable ProjectId project, @Nullable SessionId session, Artifact.@Nullable Kind kind) {}
}
