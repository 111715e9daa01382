package dev.orch.domain.project;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder in each project's checkout that holds what sessions need and leave, and the one
 * outside of them that holds their worktrees instead. One installation owns each.
 *
 * @param name one path component
 * @param owner ours
 * @param worktreeRoot absolute; null where worktrees lie in the projects
 */
public record RuntimeFolder(String name, Installation owner, @Nullable Path worktreeRoot) {
  /** For worktrees in the projects. */
  public RuntimeFolder(String name, Installation owner) {
    this(name, owner, null);
  }

  /** The folder of all worktrees of a project. */
  public Path worktrees(Project project) {
    Path own = project.settings().worktreeRoot();
    Path root = own == null ? worktreeRoot : own;
    return root == null ? worktreesInside(project) : root.resolve(project.slug().value());
  }

  /** The same where they lie in the project, as they do unless another folder is named. */
  public Path worktreesInside(Project project) {
    return of(project).resolve("worktrees");
  }

  /** The folder of a project's own. */
  public Path of(Project project) {
    return project.isBare()
        ? ofBareProjects().resolve(project.id().value())
        : project.path().resolve(name);
  }

  /** Where bare projects, which have no checkout to put it into, have a folder each instead. */
  public Path ofBareProjects() {
    return owner.stateFolder().resolve("projects");
  }
}
