package dev.orch.operation.cleanup;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.apply.GitCheckoutChanges;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import dev.orch.worktree.git.trash.GitSessionRefs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a burial works with, over real git, for a user with this home. */
record GitBurial(
    GitWorktrees worktrees,
    GitPreservedWorktrees preserved,
    GitSessionRefs refs,
    GitCheckoutChanges changes) {
  private static final String ENTRY = "t7hq2m9xk4";

  static GitBurial of(RepositoryLocks locks, Path home, Path scratch) {
    Git git = Git.of(GitRepository.environment(home));
    return new GitBurial(
        new GitWorktrees(git, locks),
        new GitPreservedWorktrees(git, locks),
        new GitSessionRefs(git, locks),
        new GitCheckoutChanges(
            git, locks, new GitCheckoutChanges.Places(scratch, ".orchestrator"), () -> {}));
  }

  Burial burial(Burial.Steps steps) {
    return new Burial(worktrees, preserved, refs, changes, steps);
  }

  /** As it is planned of a worktree that is one, beside the user's repository. */
  static Kept kept(Repository repository, WorktreeRequest request, @Nullable String tip) {
    return new Kept(
        ENTRY,
        repository.commonGitDir().resolve("orch/trash").resolve(ENTRY).toString(),
        Kept.Home.of(repository),
        Kept.Tree.of(request, tip, false),
        1,
        true);
  }
}
