package dev.orch.worktree.git;

import dev.orch.worktree.Head;
import dev.orch.worktree.WorktreeFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what is checked out. */
final class Heads {
  private static final String BRANCHES = "refs/heads/";

  private Heads() {}

  /**
   * The commit and the branch.
   *
   * @throws WorktreeFailedException if there is no commit to be on: the branch was deleted
   */
  static Head read(Git git, GitPlace place) {
    GitResult found = git.run(GitCall.at(place, "rev-parse", "--verify", "HEAD^{commit}"));
    GitResult name = git.run(GitCall.at(place, "symbolic-ref", "--quiet", "HEAD"));
    if (!found.ok()) {
      throw new WorktreeFailedException(
          "%s has no commit checked out%s: %s"
              .formatted(
                  place.folder(),
                  name.ok() ? ", its branch " + name.value() + " is gone" : "",
                  found.err().strip()));
    }
    return new Head(found.value(), branch(name));
  }

  private static @Nullable String branch(GitResult name) {
    return name.ok() && name.value().startsWith(BRANCHES)
        ? name.value().substring(BRANCHES.length())
        : null;
  }
}
