package dev.orch.worktree;

import dev.orch.domain.project.RawPath;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session's worktree holds beside what is committed elsewhere, and what would be lost with
 * it.
 *
 * @param sizeBytes of all that is in its folder; 0 if that is gone
 * @param items by kind and path; nothing of a folder that is gone or no worktree
 * @param obstacles to giving the folder up so that it can be made again as it was
 * @param commits of the session
 * @param elsewhere where else the session's branch is checked out
 */
public record WorktreeInventory(
    long sizeBytes,
    List<Item> items,
    List<Obstacle> obstacles,
    Commits commits,
    List<Path> elsewhere) {

  /** What an item is to git. */
  public enum Kind {
    /** A file of the index or the last commit that is staged, changed or deleted. */
    CHANGED,
    /** A file that git does not know and does not ignore. */
    UNTRACKED,
    /** A file that git ignores, or a folder with nothing else in it. */
    IGNORED,
    /** A repository of its own that the index names. */
    SUBMODULE,
    /** A repository of its own that the index does not know. */
    NESTED
  }

  /**
   * A file, or a folder taken as a whole.
   *
   * @param sizeBytes as it is on disk; 0 if it was deleted there
   * @param modified last, for a folder the last of anything in it; the epoch if it was deleted
   */
  public record Item(Kind kind, RawPath path, long sizeBytes, Instant modified) {}

  /**
   * Commits on the session's branch or checked out in its worktree that its base does not have.
   *
   * @param unmerged on no other branch, no tag and no remote branch
   * @param unpushed on no remote branch
   */
  public record Commits(int unmerged, int unpushed) {}

  /** Why a worktree cannot be given up for now. */
  public enum Reason {
    MERGE("a merge is under way"),
    REBASE("a rebase is under way"),
    CHERRY_PICK("a cherry-pick is under way"),
    REVERT("a revert is under way"),
    BISECT("a bisect is under way"),
    UNMERGED("it is unmerged"),
    INTENT_TO_ADD("it is marked to be added (git add --intent-to-add)"),
    SKIP_WORKTREE("git was told not to look for changes in it (skip-worktree)"),
    ASSUME_UNCHANGED("git was told not to look for changes in it (assume-unchanged)"),
    SPARSE_CHECKOUT("only a part of it is checked out (sparse checkout)"),
    NESTED_WORK("it is a repository with commits or changes that exist nowhere else"),
    WORKTREE_INSIDE("it is a worktree of the same repository, which a release does not keep"),
    SPECIAL_FILE("it is neither a file nor a link"),
    OWN_SETTINGS("it has settings of its own (git config --worktree)"),
    OWN_REFS("it has refs of its own (refs/worktree)"),
    NO_COMMIT("no commit is checked out"),
    CUT_OFF("it has lost its .git file"),
    OCCUPIED("what stands there is no worktree of the session");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /**
   * What is in the way of giving the worktree up.
   *
   * @param path the first that has it; null if it is the whole worktree
   */
  public record Obstacle(Reason reason, @Nullable RawPath path) {

    /** As the end of a sentence. */
    public String words() {
      return path == null ? reason.words : "%s: %s".formatted(path, reason.words);
    }
  }
}
