package dev.orch.project;

import dev.orch.domain.project.Project;

/** The repository is registered already, by this or another path. Nothing was changed. */
public final class ProjectExistsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Project existing;

  /** With the project that it is. */
  public ProjectExistsException(Project existing) {
    super("this repository is project \"" + existing.slug() + "\" at " + existing.path());
    this.existing = existing;
  }

  /** The project that it is. */
  public Project existing() {
    return existing;
  }
}
