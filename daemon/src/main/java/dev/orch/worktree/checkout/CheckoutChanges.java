package dev.orch.worktree.checkout;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes the whole change of a session into the project's checkout as changes that are not
 * committed, and takes it back. The index, the branches and the user's configuration are never
 * touched. Any thread may call it; calls on one repository wait for each other.
 *
 * <p>Planning reads. {@link #keep} puts beside the repository's objects what executing needs, the
 * caller commits the plan, {@link #execute} carries it out, and once more after a kill.
 *
 * <p>What a killed call had out of the way is planned for as if it were back. {@link #execute}
 * gives it back first.
 */
public interface CheckoutChanges {

  /**
   * What applying would do now: a merge of the session's change since its base into the tree of the
   * project's HEAD, compared with what the checkout holds. Changes nothing. A file of the checkout
   * may be as HEAD has it, as the session's last apply left it, or as it is to be; anything else at
   * a path of the change is an obstacle.
   *
   * @throws dev.orch.worktree.UnreadableFilesException if a file or folder of the session's
   *     worktree that git does not ignore cannot be read
   * @throws dev.orch.worktree.WorktreeFailedException if the session's worktree is gone, the
   *     project has no commit checked out, or git fails
   */
  ChangePlan plan(Repository repository, SessionChange change);

  /**
   * What going back to before the session's first apply would do now. Changes nothing. A file that
   * is neither as the last apply left it nor as it was before is an obstacle, and so is a folder
   * that came in place of a file and has other files in it, and what is in HEAD by now as the last
   * apply left or found it. Empty if nothing was applied.
   */
  ChangePlan planUndo(Repository repository, SessionId session);

  /**
   * Where a file of the checkout is that a call of the session took out of the way and that could
   * not go back; empty for none, and for a project without a checkout. Changes nothing.
   */
  List<Path> listAside(Repository repository, SessionId session);

  /** Whether there is something to undo. Changes nothing. */
  boolean isApplied(Repository repository, SessionId session);

  /**
   * Plans, and keeps reachable all that carrying it out needs: what is written, and what is
   * replaced. Called twice it gives the same.
   *
   * @param agree is shown the plan before anything is kept; what it throws is thrown, and a plan
   *     that has obstacles is not agreed to
   * @throws PlanOutdatedException if what is replaced was changed meanwhile; nothing was kept
   * @throws NotKeptException if that cannot be kept
   */
  KeptPlan keep(Repository repository, SessionChange change, Consumer<ChangePlan> agree);

  /**
   * As {@link #keep}, for an undo that was planned.
   *
   * @param seen has no obstacles
   * @throws PlanOutdatedException if it would be another plan now
   */
  KeptPlan keepUndo(Repository repository, ChangePlan seen);

  /**
   * Lets go of what {@link #keep} has kept for a plan that is not carried out. Leaves what another
   * plan of the session has kept since; does nothing the second time.
   */
  void letGo(Repository repository, KeptPlan kept);

  /**
   * Carries a plan out. At each path: what is as planned stays, what is as it was found is written;
   * if anything else is found before the first write, nothing is written. Nor is anything more
   * where HEAD has by now what the session's earlier apply brought to a path that is to be written:
   * that is not taken out of a commit. Each file is taken out of the way before it is looked at for
   * the last time, and nothing is ever written over: what somebody edited meanwhile is put back, or
   * beside with {@code .orch-kept} behind its name. After a failure what is out of the way goes
   * back, too; what cannot stays where it is, which the outcome names. Links are never followed.
   * Called again after it ended at any step, it does what is missing.
   *
   * @throws dev.orch.worktree.WorktreeFailedException if the checkout or the repository cannot be
   *     read: called again it goes on. A path that cannot be written ends it, and is told
   */
  ChangeOutcome execute(Repository repository, KeptPlan kept);

  /** Drops all that is kept for the session, once it cannot be undone any more. */
  void forget(Repository repository, SessionId session);
}
