package dev.orch.domain.project;

/** A folder cannot be registered as a project. Nothing was changed. */
public final class RepositoryRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Refusal reason;

  /** Why a folder was refused. */
  public enum Refusal {
    MISSING,
    NAME_NOT_UTF8,
    NOT_A_FOLDER,
    NOT_A_REPOSITORY,
    FOREIGN_OWNER,
    READ_ONLY,
    BRANCH_IN_THE_WAY,
    MIRROR,
    FOLDER_IN_THE_WAY,
    OTHER_INSTALLATION
  }

  /** With a sentence that names the path and what to do. */
  public RepositoryRefusedException(Refusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }
}
