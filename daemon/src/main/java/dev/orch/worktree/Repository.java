package dev.orch.worktree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A repository as a project sees it: with the checkout that was named, or bare.
 *
 * @param path where people find it, canonical: the folder of the checkout that was named; of a bare
 *     repository the common git directory. To read or write files in the checkout ask {@link
 *     #checkout}
 * @param commonGitDir canonical; the same for all worktrees of a repository, and so its identity
 */
public record Repository(Path path, Path commonGitDir) {

  /** Whether it is still there: it may have been moved, or lie on a disk that is not mounted. */
  public boolean isThere() {
    return Files.isDirectory(path) && Files.isDirectory(commonGitDir);
  }

  /** Whether it was registered without a checkout. */
  public boolean isBare() {
    return path.equals(commonGitDir);
  }

  /** The folder of the checkout that was named; empty for a bare repository. */
  public Optional<Path> checkout() {
    return isBare() ? Optional.empty() : Optional.of(path);
  }

  /**
   * The folder of the checkout, for what is only ever asked of a repository that has one.
   *
   * @throws IllegalStateException if it is bare
   */
  public Path requireCheckout() {
    return checkout()
        .orElseThrow(() -> new IllegalStateException(path + " is bare: it has no checkout"));
  }

  /** Whether a path lies in the checkout. */
  public boolean holds(Path file) {
    return checkout().filter(file::startsWith).isPresent();
  }

  /**
   * The folder that a place of ours is in, if the disk is away that it is on: the folder is not
   * there. What lies in the repository is on no disk of its own.
   */
  public Optional<Path> findAway(Path place) {
    return Optional.ofNullable(place.getParent())
        .filter(_ -> !holds(place) && !place.startsWith(commonGitDir))
        .filter(folder -> !Files.isDirectory(folder));
  }
}
