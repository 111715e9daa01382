package dev.orch.worktree.git.preserve;

import dev.orch.worktree.Repository;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.FileTree;
import dev.orch.worktree.git.RepositoryLocks;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BiConsumer;

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
          Path target = to.resolve(from.relativize(place));
          if (!isThere(place) && admin.isJoined(target)) {
            if (!admin.isLocked()) {
              admin.lock(AdminFolder.IN_TRASH);
            }
            admin.moveTo(target);
          }
        });
  }

  void giveBack(Path from, Path to) {
    all(
        from,
        (admin, place) -> {
          Path target = to.resolve(from.relativize(place));
          if (!isThere(place)) {
            admin.unlock(AdminFolder.IN_TRASH);
            if (admin.isJoined(target)) {
              admin.moveTo(target);
            }
          }
        });
  }

  void forget(Path folder) {
    all(
        folder,
        (admin, place) -> {
          if (!isThere(place)) {
            FileTree.delete(admin.path());
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

  private static boolean isThere(Path place) {
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
  }
}
