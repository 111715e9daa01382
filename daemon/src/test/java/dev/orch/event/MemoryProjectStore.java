package dev.orch.event;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.Slug;
import dev.orch.store.Page;
import dev.orch.store.ProjectStore;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Projects in memory. */
public final class MemoryProjectStore implements ProjectStore {
  private final Map<ProjectId, Project> projects = new ConcurrentHashMap<>();

  @Override
  public void insert(Project project) {
    if (projects.putIfAbsent(project.id(), project) != null) {
      throw new IllegalStateException("there already: " + project.id());
    }
  }

  @Override
  public void replace(Project project) {
    projects.put(project.id(), project);
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return Optional.ofNullable(projects.get(id));
  }

  @Override
  public Optional<Project> findBySlug(Slug slug) {
    return projects.values().stream().filter(p -> p.slug().equals(slug)).findFirst();
  }

  @Override
  public Optional<Project> findByCommonGitDir(Path commonGitDir) {
    return projects.values().stream().filter(p -> p.commonGitDir().equals(commonGitDir)).findAny();
  }

  @Override
  public List<ProjectId> idsStartingWith(String prefix, int limit) {
    return projects.keySet().stream()
        .filter(id -> id.value().startsWith(prefix))
        .sorted(Comparator.comparing(ProjectId::value))
        .limit(limit)
        .toList();
  }

  @Override
  public Page<Project> list(Page.Request page) {
    return new Page<>(projects.values().stream().limit(page.limit()).toList(), null);
  }
}
