package dev.orch.worktree.git.preserve;

import dev.orch.worktree.Preserved;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Found;
import dev.orch.worktree.git.Git;
import java.nio.file.Path;
import java.util.List;

/** Holds a worktree that is to be given up against what is kept of it. */
record Comparison(Git git, Repository repository, WorktreeRequest request, Preserved preserved) {

  /**
   * Looks at what stands in its place.
   *
   * @throws WorktreeDirtyException if that is not what was kept
   */
  void require(Path scratch) {
    switch (Found.at(repository, request.path())) {
      case Found.Nothing _, Found.Unfinished _ -> {}
      case Found.Whole(AdminFolder admin) -> {
        if (!isLike(admin, request, scratch)) {
          throw changed();
        }
      }
      case Found.CutOff _, Found.Occupied _ ->
          throw new WorktreeDirtyException(
              "%s is not the worktree that was kept in %s"
                  .formatted(request.path(), preserved.ref()));
    }
  }

  /**
   * Looks once more when the folder was renamed and nobody finds it. What a call that was killed
   * left is looked at too, as long as git has all of its worktree: nothing of it was removed then.
   *
   * @throws WorktreeDirtyException if that is not what was kept, or cannot be read
   */
  void requireAside(Path aside, Path scratch) {
    List<AdminFolder> naming = AdminFolder.naming(repository, request.path());
    WorktreeRequest there = request.at(aside);
    try {
      if (!naming.isEmpty() && naming.stream().noneMatch(admin -> isLike(admin, there, scratch))) {
        throw changed();
      }
    } catch (WorktreeFailedException e) {
      throw new WorktreeDirtyException(
          "%s cannot be compared with what was kept in %s: %s"
              .formatted(request.path(), preserved.ref(), e.getMessage()));
    }
  }

  private WorktreeDirtyException changed() {
    return new WorktreeDirtyException(
        "%s has changed since it was kept in %s".formatted(request.path(), preserved.ref()));
  }

  private boolean isLike(AdminFolder admin, WorktreeRequest where, Path scratch) {
    ObjectWriter objects = ObjectWriter.lasting(git, repository, scratch);
    Kept kept = new Kept(git);
    Kept.Standing now = kept.standing(repository, where, admin);
    Kept.Standing then = new Kept.Standing(preserved.branch(), preserved.tip(), preserved.head());
    return now.equals(then)
        && Capture.of(git, admin, where.path(), objects).isLike(kept.content(objects, preserved));
  }
}
