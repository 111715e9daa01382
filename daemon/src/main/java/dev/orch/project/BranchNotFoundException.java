package dev.orch.project;

import java.nio.file.Path;

/** The default branch that a user named is not in the repository. Nothing was changed. */
public final class BranchNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the branch and the repository. */
  public BranchNotFoundException(String branch, Path repository) {
    super("there is no branch or commit \"" + branch + "\" in " + repository);
  }
}
