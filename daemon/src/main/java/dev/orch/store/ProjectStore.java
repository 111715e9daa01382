package dev.orch.store;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.Slug;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The registered projects. Changes happen inside a {@link Transactions} unit. */
public interface ProjectStore {

  /**
   * Adds a project. Who calls it has looked inside the same unit that slug and repository are free.
   *
   * @throws IllegalStateException if id, slug or repository are taken all the same
   */
  void insert(Project project);

  /** Replaces the one with the same id; slug, path and repository never change. */
  void replace(Project project);

  /** By id. */
  Optional<Project> find(ProjectId id);

  /** By slug. */
  Optional<Project> findBySlug(Slug slug);

  /** By the canonical common git directory. */
  Optional<Project> findByCommonGitDir(Path commonGitDir);

  /** Ids that start with the prefix, at most {@code limit}, ascending. */
  List<ProjectId> idsStartingWith(String prefix, int limit);

  /** Newest first. */
  Page<Project> list(Page.Request page);
}
