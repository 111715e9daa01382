package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;

/** Reads lines of {@code git status --porcelain=v2 -z --no-renames}. */
final class StatusLine {
  private static final int FIELDS_OF_CHANGED = 9;
  private static final int FIELDS_OF_UNMERGED = 11;

  private StatusLine() {}

  static boolean isUntracked(String line) {
    return line.startsWith("? ");
  }

  static boolean isIgnored(String line) {
    return line.startsWith("! ");
  }

  static boolean isUnmerged(String line) {
    return line.startsWith("u ");
  }

  static RawPath path(String line) {
    int fields =
        isUntracked(line) || isIgnored(line)
            ? 2
            : isUnmerged(line) ? FIELDS_OF_UNMERGED : FIELDS_OF_CHANGED;
    return new RawPath(line.split(" ", fields)[fields - 1]);
  }
}
