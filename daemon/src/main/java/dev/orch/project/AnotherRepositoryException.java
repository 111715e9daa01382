package dev.orch.project;

/** A folder is not the repository that a project is. Nothing was changed. */
public final class AnotherRepositoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a sentence that names the folder and how it is known. */
  public AnotherRepositoryException(String message) {
    super(message);
  }
}
