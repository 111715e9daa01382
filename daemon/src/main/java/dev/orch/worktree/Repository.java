package dev.orch.worktree;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A repository as a project sees it.
 *
 * @param topLevel the folder of the checkout that was named, canonical
 * @param commonGitDir canonical; the same for all worktrees of a repository, and so its identity
 */
public record Repository(Path topLevel, Path commonGitDir) {

  /** Whether it is still there: it may have been moved, or lie on a disk that is not mounted. */
  public boolean isThere() {
    return Files.isDirectory(topLevel) && Files.isDirectory(commonGitDir);
  }
}
