package dev.orch.domain.project;

import java.nio.file.Path;

/** Git failed to read a project's repository, whatever was looked for. Nothing was changed. */
public final class RepositoryUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the repository, and what git did. */
  public RepositoryUnreadableException(Path repository, RuntimeException cause) {
    super("git cannot read " + repository + ": " + cause.getMessage(), cause);
  }
}
