package dev.orch.operation;

import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.worktree.WorktreeFailedException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What is read of a repository while nothing of an operation is begun yet. */
public final class Reading {
  private Reading() {}

  /**
   * What the work reads.
   *
   * @param repository where people find it
   * @throws RepositoryUnreadableException if git, or this process, cannot read it
   */
  public static <T> T of(Path repository, Supplier<T> work) {
    try {
      return work.get();
    } catch (WorktreeFailedException failure) {
      throw new RepositoryUnreadableException(repository, failure);
    }
  }
}
