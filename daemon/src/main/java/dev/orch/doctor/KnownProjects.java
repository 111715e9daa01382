package dev.orch.doctor;

import dev.orch.domain.project.Project;
import dev.orch.store.Page;
import dev.orch.store.ProjectStore;
import dev.orch.worktree.Repository;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The registered projects, and whether their repositories are where they were: not moved, removed,
 * or on a disk that is away.
 */
public record KnownProjects(ProjectStore store) implements Check {
  /** A project with its repository. */
  public record Known(Project project, Repository repository) {
    private boolean isThere() {
      return repository.isThere();
    }
  }

  /** Those whose repositories can be looked at. */
  public List<Known> there() {
    return all().filter(Known::isThere).toList();
  }

  @Override
  public List<Finding> look() {
    return all()
        .filter(Predicate.not(Known::isThere))
        .map(Known::project)
        .map(KnownProjects::finding)
        .toList();
  }

  private Stream<Known> all() {
    return Page.readAll(store::list).stream()
        .map(project -> new Known(project, new Repository(project.path(), project.commonGitDir())));
  }

  private static Finding finding(Project project) {
    return Finding.told(
        Finding.Code.PROJECT_AWAY,
        "the repository of %s is not at %s any more; nothing of it is cleaned up meanwhile"
            .formatted(project.slug(), project.path()),
        project.path().toString(),
        project.wayBack());
  }
}
