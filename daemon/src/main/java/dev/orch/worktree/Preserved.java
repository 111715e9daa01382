package dev.orch.worktree;

import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A worktree's state that is kept in its repository.
 *
 * @param number of this one among the session's, from 1
 * @param commit holds it all
 * @param branch the session's at that time
 * @param tip of that branch
 * @param head what was checked out; null if that was no commit
 */
public record Preserved(
    SessionId session,
    int number,
    String commit,
    BranchName branch,
    String tip,
    @Nullable Head head) {

  /** The name that keeps it. */
  public static String ref(SessionId session, int number) {
    return "refs/orch/preserved/%s/%d".formatted(session, number);
  }

  /** The name that keeps it. */
  public String ref() {
    return ref(session, number);
  }

  /** The tree that a commit of everything in the worktree would have had, as git names it. */
  public String snapshot() {
    return commit + ":snapshot";
  }

  /** What is kept collides with what its branch has become; nothing was touched. */
  public static final class ConflictException extends WorktreeFailedException {
    private static final long serialVersionUID = 1L;

    /** With a sentence that names the branch and the files. */
    public ConflictException(Path worktree, String message) {
      super("%s cannot be made again: %s".formatted(worktree, message));
    }
  }
}
