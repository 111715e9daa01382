package dev.orch.worktree.trash;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of commits that a deleted session leaves in its repository. Any thread may call it.
 *
 * <p>Every call fails with {@link dev.orch.worktree.WorktreeFailedException} if git does.
 */
public interface SessionRefs {

  /** The commit that the session's branch is at, if it is there. */
  Optional<String> tip(Repository repository, WorktreeRequest request);

  /** Whether the repository has this commit, whatever names it. */
  boolean hasCommit(Repository repository, String commit);

  /** What is kept of its work: preserved states, what an apply needs and has replaced. */
  List<String> kept(Repository repository, SessionId session);

  /** Keeps a commit under the trash entry's name, so that no branch has to. Twice is once. */
  void keep(Repository repository, String trashId, String commit);

  /**
   * Keeps under the trash entry's name the commits that nothing else would name without the
   * session's worktree and branch: what their reflogs have, and what a rebase has put aside for
   * example. Twice adds what has come since, and loses nothing of the first time.
   */
  void keepHistory(Repository repository, WorktreeRequest request, String trashId);

  /**
   * Names them in the reflog of the worktree that is back, from now on: git keeps them as long as
   * anything there, and the entry no longer does. Twice is once; where git has no reflog the
   * entry's name for them stays.
   */
  void giveBackHistory(Repository repository, WorktreeRequest request, String trashId);

  /** Whether a commit is kept under the trash entry's name. */
  boolean isKept(Repository repository, String trashId);

  /** Makes the session's branch again at this commit; does nothing if it is there. */
  void makeBranch(Repository repository, WorktreeRequest request, String commit);

  /**
   * Puts the worktree, whose head is on no branch, on the session's, which is made at its commit if
   * it is not there. All stays as it is where the branch is at another commit, or nothing there is
   * a worktree with a commit. Twice is once.
   */
  void attach(Repository repository, WorktreeRequest request);

  /**
   * Deletes the session's branch if we made it, it is still at this commit and is checked out
   * nowhere; else it stays. What proves that we made it goes in any case. Twice is once.
   *
   * @return whether the branch is gone
   */
  boolean deleteBranch(Repository repository, WorktreeRequest request, String tip);

  /** Whether something proves that we made the session's branch. */
  boolean isOurs(Repository repository, SessionId session);

  /** Forgets that we made the session's branch; it is the user's from now on. Twice is once. */
  void disown(Repository repository, SessionId session);

  /** Takes over the session's branch, where it was left: a worktree may be on it again. */
  void own(Repository repository, WorktreeRequest request);

  /** Whether this branch is checked out anywhere but there. */
  boolean isCheckedOut(Repository repository, String branch, Path but);

  /** Whether the session's branch is checked out in the session's worktree. */
  boolean isCheckedOutAt(Repository repository, WorktreeRequest request);

  /** All branches of the repository. */
  Set<String> branches(Repository repository);

  /**
   * How many bytes on the disk the commits take that are kept of a session and its trash entry, and
   * that nothing else needs; 0 where git cannot tell.
   */
  long size(Repository repository, String trashId, SessionId session);

  /**
   * Lets go of a trash entry that was given back, and of the states that it was made from: what
   * else was kept of the session stays, since nothing else has it. Twice is once.
   *
   * @param states the names that kept them
   */
  void forgetGivenBack(
      Repository repository, String trashId, SessionId session, List<String> states);

  /** Lets go of all that is kept of a session and its trash entry. Twice is once. */
  void forget(Repository repository, String trashId, SessionId session);
}
