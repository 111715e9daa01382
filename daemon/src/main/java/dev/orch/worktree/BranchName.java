package dev.orch.worktree;

/**
 * A branch without {@code refs/heads/}.
 *
 * @param value valid by git's rules and never starting with a hyphen
 */
public record BranchName(String value) {
  /** Refuses what git would take for an option or read another way. */
  public BranchName {
    if (value.isBlank() || value.startsWith("-") || value.startsWith("refs/")) {
      throw new IllegalArgumentException("not a branch name: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
