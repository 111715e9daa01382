package dev.orch.environment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What keeps the git that an agent runs inside its worktree. Without a ceiling, git climbs from a
 * worktree whose {@code .git} file is lost up into the user's checkout. A {@code git gc} beside
 * other worktrees can take objects away that they still need.
 */
final class WorktreeGit {
  private static final String CEILING = "GIT_CEILING_DIRECTORIES";
  private static final Map<String, String> NO_COLLECTION =
      Map.of(
          "GIT_CONFIG_COUNT", "2",
          "GIT_CONFIG_KEY_0", "gc.auto",
          "GIT_CONFIG_VALUE_0", "0",
          "GIT_CONFIG_KEY_1", "maintenance.auto",
          "GIT_CONFIG_VALUE_1", "false");

  private WorktreeGit() {}

  /** Adds to ceilings that are there; settings of this kind no agent gets from elsewhere. */
  static void confine(Map<String, String> variables, Path worktree) {
    Path parent = Objects.requireNonNull(worktree.getParent(), "the root is no worktree");
    variables.merge(CEILING, parent.toString(), (before, ours) -> ours + ":" + before);
    variables.putAll(NO_COLLECTION);
  }
}
