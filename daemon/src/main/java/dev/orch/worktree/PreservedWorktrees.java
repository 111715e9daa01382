package dev.orch.worktree;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the whole state of a session's worktree in its repository, so that the folder can go and be
 * made again: what is checked out, the index, and the files (tracked and untracked, not ignored)
 * with their bytes, permissions and links. No filter, line ending or attribute changes a byte, and
 * the user's checkout, index and configuration are not touched. Any thread may call it.
 *
 * <p>Each state has a number of its own under {@code refs/orch/preserved/<session>/} and is never
 * overwritten. The order that loses nothing: {@link #preserve}, a commit to the store that says so,
 * {@link #giveUp}; later {@link #restore}, a commit that says that it is back, {@link #drop}.
 */
public interface PreservedWorktrees {

  /**
   * What is there and what is in the way of giving it up. Changes nothing; 20,000 files take about
   * a second.
   *
   * @throws RepositoryRefusedException if the repository is not there
   * @throws WorktreeFailedException if git fails
   */
  WorktreeInventory inspect(Repository repository, WorktreeRequest request);

  /**
   * Keeps the worktree's state under the number. If that number is there already, it is the answer
   * as it is, whatever is in the worktree by now. Obstacles do not hinder it: what is unmerged or
   * only marked to be added is kept too, an unfinished merge or rebase by the commits it names.
   *
   * @throws WorktreeFailedException if there is no worktree, a file cannot be read or git fails;
   *     nothing is kept then
   */
  Preserved preserve(Repository repository, WorktreeRequest request, int number);

  /** What is kept under the number, if anything is. */
  Optional<Preserved> find(Repository repository, SessionId session, int number);

  /**
   * What is kept under the number.
   *
   * @throws WorktreeFailedException if nothing is
   */
  default Preserved require(Repository repository, SessionId session, int number) {
    return find(repository, session, number)
        .orElseThrow(() ->
            new WorktreeFailedException(
                "what was kept of the worktree in %s is gone"
                    .formatted(Preserved.ref(session, number))));
  }

  /**
   * The folder in which git has the repositories of the worktree's submodules, if it has any: their
   * folders in the worktree only name them. {@link #giveUp} removes it too.
   */
  Optional<Path> submodules(Repository repository, WorktreeRequest request);

  /** Whether there is a worktree that was handed out: what is in it may be somebody's work. */
  boolean isThere(Repository repository, WorktreeRequest request);

  /**
   * Removes what is left where nobody has worked: a half-made worktree, or what git knows of one
   * whose folder is gone. Leaves anything else alone. Called again it goes on.
   *
   * @throws WorktreeFailedException if a file cannot be removed; to be called again
   */
  void clear(Repository repository, WorktreeRequest request);

  /**
   * What git keeps of the worktree at this path in the repository: folders of its own, one at most
   * unless earlier ones were left. Changes nothing.
   */
  List<Path> entries(Repository repository, Path worktree);

  /**
   * Lets git know that the worktree's folder was renamed as it is: what git keeps of it names the
   * new place and stays locked. Does nothing while something stands at the old place, or the second
   * time.
   *
   * @throws WorktreeFailedException if it cannot be written; to be called again
   */
  void follow(Repository repository, Path from, Path to);

  /**
   * Removes what git keeps of a worktree whose folder went for good. Does nothing while something
   * stands there, or the second time.
   *
   * @throws WorktreeFailedException if it cannot be removed; to be called again
   */
  void forget(Repository repository, Path worktree);

  /**
   * Moves what is in one folder to the same place of another. Worktrees of the same repository
   * among it are locked before, so that nobody prunes them; what git keeps of them names the new
   * place then. To be called again after a failure or a kill on the way.
   *
   * @throws WorktreeFailedException if it cannot be written
   */
  void takeInside(Repository repository, Path from, Path to, Runnable moving);

  /** Undoes {@link #takeInside} once all was moved back. Does nothing the second time. */
  void giveBackInside(Repository repository, Path from, Path to);

  /** Removes what git keeps of the worktrees that {@link #takeInside} moved to this folder. */
  void forgetInside(Repository repository, Path folder);

  /**
   * Has git say of a worktree that is locked that it was given back from the trash: it is no
   * session's any more. It stays locked, so that nobody prunes it while its folder is away. Does
   * nothing where there is none, or the second time.
   *
   * @throws WorktreeFailedException if it cannot be written; to be called again
   */
  void handOver(Repository repository, Path worktree);

  /** All that is kept of a session, the oldest first. */
  List<Preserved> list(Repository repository, SessionId session);

  /**
   * Removes the worktree's folder with all that is in it, ignored files too, and what git knows of
   * it. The branch stays. Called again it goes on, and does nothing if all is gone.
   *
   * @throws WorktreeDirtyException if anything changed since it was preserved, looked at once more
   *     when the folder has been renamed and nobody finds it; it is in its place, nothing was
   *     removed
   * @throws WorktreeFailedException if a file cannot be removed; to be called again
   */
  void giveUp(Repository repository, WorktreeRequest request, Preserved preserved);

  /**
   * A worktree's folder that was renamed, so that nobody finds it any more, and is about to go.
   *
   * @param folder where it is now
   * @param items what it holds and no state keeps: what git ignores, and repositories of their own
   * @param submodules the folders in which git has the repositories of its submodules
   */
  record Leaving(Path folder, List<WorktreeInventory.Item> items, List<Path> submodules) {
    /** Keeps its own copies. */
    public Leaving {
      items = List.copyOf(items);
      submodules = List.copyOf(submodules);
    }
  }

  /**
   * As {@link #giveUp(Repository, WorktreeRequest, Preserved)}, and lets the caller keep what has
   * come into the folder since he looked at it.
   *
   * @param last takes away what is to be kept; told once more where an earlier call ended before
   *     all was removed. If it fails nothing was removed, and this call fails with it; with {@link
   *     WorktreeDirtyException} the folder is back in its place.
   */
  void giveUp(
      Repository repository, WorktreeRequest request, Preserved preserved, Consumer<Leaving> last);

  /**
   * Finds out whether {@link #restore} would be refused for what is there now. Changes nothing.
   *
   * @throws Preserved.ConflictException as {@link #restore} has it
   * @throws WorktreeFailedException as {@link #restore} has it
   */
  void check(Repository repository, WorktreeRequest request, Preserved preserved);

  /**
   * Makes the worktree again as it was, with the same {@code git status}, and verifies it. On a
   * branch that has advanced since, what was changed is merged: files that the branch did not touch
   * get their bytes back, the others are what git merges. Called again it goes on after a kill at
   * any step; when all is done it gives the same worktree and leaves the work in it alone.
   *
   * @param request may name another place or branch than the state was kept of: what was on the
   *     session's branch is on that one then, which is made if it is not there
   * @param marks variables that every git of this call carries
   * @throws Preserved.ConflictException if the branch has advanced and changes collide; nothing is
   *     touched
   * @throws WorktreeFailedException if something else stands there, the branch was rewound or is
   *     checked out elsewhere, or git fails; what this call made is undone, what is kept stays kept
   */
  Worktree restore(
      Repository repository,
      WorktreeRequest request,
      Preserved preserved,
      Map<String, String> marks);

  /** Keeps it no longer; does nothing if that number is gone. */
  void drop(Repository repository, SessionId session, int number);

  /**
   * Writes what the session had changed since its base, as {@link Worktrees#diff} does for a
   * worktree that is there.
   *
   * @param target the file to write; replaced when it is there
   */
  Patch diff(Repository repository, Preserved preserved, String base, Path target);
}
