package dev.orch.worktree.git.preserve;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.RepositoryLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Worktrees of the same repository that lie in a folder, an agent's in a session's for example. */
record WorktreesInside(Repository repository, RepositoryLocks locks) {

  /**
   * Locked first: nobody's {@code git worktree prune} takes one for gone while it is on its way.
   */
  void take(Path from, Path to, Runnable moving) {
    all(
        from,
        (admin, place) -> {
          if (isThere(place) && !admin.isLocked()) {
            admin.lock(AdminFolder.IN_TRASH);
          }
        });
    moving.run();
    all(
        from,
        (admin, place) -> {
          if (!isThere(place)) {
            find(admin, to, from.relativize(place))
                .ifPresent(target -> {
                  if (!admin.isLocked()) {
                    admin.lock(AdminFolder.IN_TRASH);
                  }
                  admin.moveTo(target);
                });
          }
        });
  }

  /**
   * What is not found stays locked. Whoever is killed on the way is followed by one that ends it.
   */
  void giveBack(Path from, Path to) {
    all(
        from,
        (admin, place) -> {
          if (!isThere(place)) {
            find(admin, to, from.relativize(place)).ifPresent(admin::moveTo);
          }
        });
    all(to, AdminFolder::arrive);
  }

  void forget(Path folder) {
    all(
        folder,
        (admin, place) -> {
          if (!isThere(place)) {
            admin.remove();
          }
        });
  }

  private void all(Path folder, BiConsumer<AdminFolder, Path> work) {
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          AdminFolder.inside(repository, folder).forEach(work);
          return folder;
        });
  }

  /**
   * Where a worktree is by now. What was in the way of a folder is not overwritten: then that has
   * got a longer name.
   */
  private static Optional<Path> find(AdminFolder admin, Path folder, Path below) {
    Path name = below.getName(0);
    List<Path> folders = new ArrayList<>(List.of(folder.resolve(name)));
    folders.addAll(beside(folder, name));
    if (below.getNameCount() == 1) {
      return folders.stream().filter(admin::isJoined).findFirst();
    }
    Path rest = below.subpath(1, below.getNameCount());
    return folders.stream().flatMap(one -> find(admin, one, rest).stream()).findFirst();
  }

  private static List<Path> beside(Path folder, Path name) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(name + "."))
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + folder, e);
    }
  }

  private static boolean isThere(Path place) {
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
  }
}
