package dev.orch.domain.project;

/** The project's repository is not where it was registered. Nothing was changed. */
public final class ProjectUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of a project that was moved, or lies on a disk that is not mounted. */
  public ProjectUnavailableException(Project project) {
    super(words(project));
  }

  /** What is said of it. */
  public static String words(Project project) {
    return "the repository of \"" + project.slug() + "\" is not at " + project.path();
  }
}
