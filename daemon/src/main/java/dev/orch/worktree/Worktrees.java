package dev.orch.worktree;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes worktrees for sessions and reads repositories, never touching a user's checkout, index or
 * configuration. Any thread may call it; calls on one repository wait for each other where git
 * itself would race.
 */
public interface Worktrees {

  /**
   * Finds the repository that a path belongs to, and refuses what cannot be worked on. Changes
   * nothing.
   *
   * @param path a checkout's folder, a bare repository or a folder that holds one as its {@code
   *     .git}, or one below; symbolic links are followed
   * @throws RepositoryRefusedException with the reason
   */
  Repository open(Path path);

  /**
   * Makes sure that git may be used on the repository and that it can be written, which may be no
   * more as it was when it was opened. Changes nothing.
   *
   * @throws RepositoryRefusedException if it belongs to another user, is read-only or not there
   * @throws WorktreeFailedException if git does not answer
   */
  void requireUsable(Repository repository);

  /**
   * The remotes that the repository treats as mirrors of all that is in it. Changes nothing.
   *
   * @throws WorktreeFailedException if git does not answer
   */
  List<RemoteMirror> listMirrors(Repository repository);

  /**
   * The branch that is checked out in the folder of the repository, if its head is not detached; of
   * a bare repository the one that its head names.
   */
  Optional<BranchName> currentBranch(Repository repository);

  /**
   * The names of all branches, without {@code refs/heads/}.
   *
   * @throws WorktreeFailedException if git cannot read the repository
   */
  Set<String> branches(Repository repository);

  /**
   * The full id of the commit that a name means.
   *
   * @param name a branch, tag or commit; one that starts with a hyphen is never found
   * @throws WorktreeFailedException if git cannot read the repository
   */
  Optional<String> findCommit(Repository repository, String name);

  /**
   * Whether there is a file or a folder in a commit.
   *
   * @param path relative to the top level, without {@code ..}
   * @throws WorktreeFailedException if git cannot read the repository
   */
  boolean isIn(Repository repository, String commit, String path);

  /**
   * The text of a file in a commit, where bytes that are no UTF-8 are U+FFFD; empty if there is
   * none, or a larger one.
   *
   * @param path relative to the top level, without {@code ..}
   * @param atMost in bytes
   * @throws WorktreeFailedException if git cannot read the repository
   */
  Optional<String> textIn(Repository repository, String commit, String path, int atMost);

  /**
   * Makes sure that no other daemon owns the repository's runtime folder, which it has in its
   * checkout. Changes nothing.
   *
   * @throws RepositoryRefusedException if one does; the message says whose it is; or if that cannot
   *     be told, since something else is in its place or it cannot be read
   */
  void requireRuntimeFolder(Repository repository, RuntimeFolder folder);

  /**
   * Takes the repository's runtime folder for this daemon, and keeps it out of {@code git status}
   * by one line in the common git directory's {@code info/exclude}. Called twice it writes once.
   * For a bare repository it only makes the place in the state folder, where the daemon is alone.
   *
   * @throws RepositoryRefusedException if another daemon owns it, or if the repository is not
   *     there: it is never made again as an empty folder
   * @throws WorktreeFailedException if a file cannot be written
   */
  void takeRuntimeFolder(Repository repository, RuntimeFolder folder);

  /**
   * Whether {@code git status} passes over the runtime folder: {@link #takeRuntimeFolder} would
   * write no line. Changes nothing.
   *
   * @throws WorktreeFailedException if the file cannot be read
   */
  boolean isRuntimeFolderExcluded(Repository repository, RuntimeFolder folder);

  /**
   * Takes a folder outside of the repositories for this installation's worktrees; makes it if it is
   * not there. Called twice it writes once.
   *
   * @param root absolute
   * @throws RepositoryRefusedException if another installation has it
   * @throws WorktreeFailedException if it lies in a checkout, the way to it leads over a symbolic
   *     link, it holds something else, it cannot be written, or it was taken before by this object
   *     and is gone
   */
  void takeWorktreeRoot(Path root, RuntimeFolder owner);

  /**
   * Finds out whether {@link #takeWorktreeRoot} would be refused for what is there now. Changes
   * nothing.
   *
   * @throws RepositoryRefusedException if another installation has it
   * @throws WorktreeFailedException as {@link #takeWorktreeRoot} has it
   */
  void requireWorktreeRoot(Path root, RuntimeFolder owner);

  /**
   * Makes the session's worktree and branch, or makes them good again: called twice it gives the
   * same worktree. Before the first one it excludes the runtime folder from {@code git status}
   * through the common git directory's {@code info/exclude}, if the path lies in the repository. If
   * the folder is missing, it is checked out again at the branch's tip when {@code recordedHead} is
   * it or its ancestor; a missing branch is made again at {@code recordedHead}. A branch is never
   * moved. A detached one has no branch and is checked out at its base. What git knew of the folder
   * that is missing is set aside, never deleted: a folder that was only moved works on with it, on
   * no branch.
   *
   * @param recordedHead the commit last seen in the worktree; the base for a new one
   * @param marks variables that every git of this call carries, so that it is found when the daemon
   *     dies amid it
   * @throws RepositoryRefusedException if the repository is not there
   * @throws WorktreeFailedException if the branch belongs to someone else, was rewound or is
   *     checked out elsewhere (named), the disk is full or git fails; what this call made is
   *     undone, what was there before stays
   */
  Worktree create(
      Repository repository,
      WorktreeRequest request,
      String recordedHead,
      Map<String, String> marks);

  /**
   * Finds out whether {@link #create} would be refused for what is there now. Changes nothing, and
   * waits for nobody.
   *
   * @throws RepositoryRefusedException if the repository is not there
   * @throws WorktreeFailedException as {@link #create} has it for a branch or a place that cannot
   *     be used
   */
  void check(Repository repository, WorktreeRequest request, String recordedHead);

  /**
   * Whether nobody's work is at the worktree's place, so that {@link #create} would check it out,
   * anew or for the first time. Changes nothing, and waits for nobody.
   *
   * @throws RepositoryRefusedException if the repository is not there
   * @throws WorktreeFailedException if the place cannot be read
   */
  boolean isMissing(Repository repository, WorktreeRequest request);

  /**
   * Removes a worktree, and its branch if that still points at its base and is ours. Does nothing
   * if it is gone; what git knew of a folder that somebody moved away is set aside.
   *
   * @throws WorktreeDirtyException if it holds changes or commits of its own, files that git does
   *     not know or ignores, or such as git was told not to look at; nothing was removed
   */
  void remove(Repository repository, WorktreeRequest request);

  /**
   * All worktrees of the repository but its main checkout, half-made ones too.
   *
   * @throws WorktreeFailedException if git fails
   */
  List<WorktreeEntry> list(Repository repository);

  /**
   * The ids of the sessions and of the entries of the trash that refs of ours in the repository are
   * named after: nobody else's repository has such names. Changes nothing.
   *
   * @throws WorktreeFailedException if git cannot read it
   */
  Set<String> namesOfOurs(Repository repository);

  /**
   * The worktrees right in this folder that the repository knows and that are not joined to it: it
   * was moved, and they with it or not. Changes nothing.
   *
   * @throws WorktreeFailedException if what git keeps of them cannot be read
   */
  List<Path> listMoved(Repository repository, Path folder);

  /**
   * Joins the worktrees to the repository again after it was moved, with those of it that lie
   * inside of them, and their submodules to what git has of those there. Called again it goes on;
   * does nothing where all is joined.
   *
   * @throws WorktreeFailedException if one is no worktree of it, or a file of a submodule cannot be
   *     read or written
   */
  void repair(Repository repository, List<Path> worktrees);

  /**
   * Whether a worktree's folder is in its place with files in it and the repository knows it, but
   * its {@code .git} file is gone.
   *
   * @throws WorktreeFailedException if it cannot be read
   */
  boolean isCutOff(Repository repository, Path worktree);

  /**
   * Whether what stands there is a worktree that git was told to forget while its folder was away,
   * and that is back.
   *
   * @throws WorktreeFailedException if it cannot be read
   */
  boolean isSetAside(Repository repository, Path worktree);

  /**
   * Writes the {@code .git} file of a worktree that is {@linkplain #isCutOff cut off}, and touches
   * no other file.
   *
   * @throws WorktreeFailedException if it is not cut off, or the file cannot be written; nothing
   *     was changed
   */
  void rejoin(Repository repository, Path worktree);

  /**
   * What is checked out in a worktree.
   *
   * @throws WorktreeFailedException if it is no worktree of this repository any more
   */
  Head head(Repository repository, Path worktree);

  /**
   * A folder of the repository's that belongs to one worktree and goes with it, for what must not
   * outlive it. Git keeps its own files there.
   *
   * @throws WorktreeFailedException if it is no worktree of this repository any more
   */
  Path ownFolder(Repository repository, Path worktree);

  /**
   * Files of the repository's checkout that git ignores, does not track, and that patterns of a
   * {@code .gitignore} fit; none of a bare one. Nothing in other repositories below it.
   *
   * @return relative to the checkout, ascending; in names that are no UTF-8 a U+FFFD stands for
   *     what is none
   * @throws WorktreeFailedException if git fails
   */
  List<String> findIgnored(Repository repository, List<String> patterns);

  /**
   * Which of these paths git would ignore in a worktree, whether there is a file or not.
   *
   * @param paths relative to it
   * @throws WorktreeFailedException if git fails
   */
  List<String> ignoredIn(Repository repository, Path worktree, List<String> paths);

  /**
   * Writes the difference between the base and the worktree as it stands, untracked files among it
   * and ignored ones not, with a scratch index and object store: the worktree, its index and the
   * repository are not touched. It lacks what cannot be read, of which it tells.
   *
   * @param target the file to write; replaced when it is there
   * @throws WorktreeFailedException if the worktree is gone or git fails; the target is then as it
   *     was
   */
  Patch diff(Repository repository, WorktreeRequest request, Path target);
}
