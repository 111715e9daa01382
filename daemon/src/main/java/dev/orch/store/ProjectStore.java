package dev.orch.store;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.Slug;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The registered projects. Changes happen inside a {@link Transactions} unit. */
public interface ProjectStore {

  /**
   * Adds a project. Who calls it has looked inside the same unit that slug and repository are free.
   *
   * @throws IllegalStateException if id, slug or repository are taken all the same
   */
  void insert(Project project);

  /** Replaces the one with the same id; slug, path and repository stay as they are. */
  void replace(Project project);

  /**
   * Replaces path and repository of the one with the same id, and in what is recorded of its
   * sessions, their artifacts, the plans of open operations and the trash each path in the old one
   * by that in the new. The sessions' versions rise.
   *
   * @param from where it was
   */
  void move(Project project, Path from);

  /**
   * Deletes it and what is remembered of its sessions, with what could be found of them; events and
   * commands stay. Does nothing if it is not there.
   */
  void delete(ProjectId id);

  /** By id. */
  Optional<Project> find(ProjectId id);

  /** Those of these ids that are there, in no order. */
  List<Project> list(Set<ProjectId> ids);

  /** By slug. */
  Optional<Project> findBySlug(Slug slug);

  /** By the canonical common git directory. */
  Optional<Project> findByCommonGitDir(Path commonGitDir);

  /** Ids that start with the prefix, at most {@code limit}, ascending. */
  List<ProjectId> idsStartingWith(String prefix, int limit);

  /** Newest first. */
  Page<Project> list(Page.Request page);
}
