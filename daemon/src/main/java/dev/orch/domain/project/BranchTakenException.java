package dev.orch.domain.project;

/** The branch that was named for a session is there already, or is to be another's. */
public final class BranchTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the branch. */
  public BranchTakenException(String branch) {
    super(
        "the branch %s, or one that git cannot have beside it, is there already: choose another name"
            .formatted(branch));
  }
}
