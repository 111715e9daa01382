package dev.orch.worktree.checkout;

import dev.orch.domain.session.SessionId;
import java.nio.file.Path;

/**
 * What a session has to take home.
 *
 * @param base the commit that it began at, in full
 */
public record SessionChange(SessionId session, String base, Source source) {

  /** Where its work is. */
  public sealed interface Source {
    /** In its worktree, committed or not. */
    record Worktree(Path path) implements Source {}

    /**
     * In a tree that holds it whole: what was preserved when the worktree was given up.
     *
     * @param tree any name that git knows it by, such as {@link
     *     dev.orch.worktree.Preserved#snapshot}
     */
    record Preserved(String tree) implements Source {}
  }
}
