package dev.orch.operation.cleanup;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.BranchTakenException;
import dev.orch.operation.OperationFailedException;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.trash.SessionRefs;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the branch that an entry of the trash comes back on. Changes nothing. */
record RestoredBranch(SessionRefs refs) {

  /** Nobody else has taken the name since: it may be checked out where it was to be. */
  boolean isStillIts(TrashEntry entry, Kept begun) {
    Repository repository = begun.home().repository();
    WorktreeRequest request = begun.tree().request(entry.session());
    return naming(repository).findClash(begun.tree().branch()).isEmpty()
        || refs.tip(repository, request).filter(Predicate.isEqual(begun.tree().tip())).isPresent()
        || refs.isCheckedOutAt(repository, request);
  }

  /**
   * The old name if it is free or where it was left, else one with a number behind it.
   *
   * @throws OperationFailedException if git can have none of them: it says what is in the way
   */
  String free(TrashEntry entry, Kept kept) {
    Repository repository = kept.home().repository();
    String wanted = kept.tree().branch();
    String tip = kept.tree().tip();
    boolean untouched =
        tip != null
            && refs.tip(repository, kept.tree().request(entry.session()))
                .filter(tip::equals)
                .isPresent()
            && !refs.isCheckedOut(repository, wanted, kept.whole());
    try {
      return untouched ? wanted : naming(repository).free(wanted, _ -> Optional.empty());
    } catch (BranchTakenException taken) {
      throw new OperationFailedException(
          "%s; give what is in the way another name with git branch -m, then restore again"
              .formatted(taken.getMessage()));
    }
  }

  private BranchNaming naming(Repository repository) {
    return new BranchNaming(null, refs.branches(repository));
  }
}
