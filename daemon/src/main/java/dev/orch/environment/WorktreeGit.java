package dev.orch.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What keeps the git that an agent runs inside its worktree. Without a ceiling, git climbs from a
 * worktree whose {@code .git} file is lost up into the user's checkout. A {@code git gc} beside
 * other worktrees can take objects away that they still need.
 */
final class WorktreeGit {
  private static final String CEILING = "GIT_CEILING_DIRECTORIES";
  private static final String COUNT = "GIT_CONFIG_COUNT";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private record Setting(String key, String value) {}

  private static final List<Setting> SETTINGS =
      List.of(new Setting("gc.auto", "0"), new Setting("maintenance.auto", "false"));

  private WorktreeGit() {}

  /** Adds to ceilings and settings that are there. */
  static void confine(Map<String, String> variables, Path worktree) {
    Path parent = Objects.requireNonNull(worktree.getParent(), "the root is no worktree");
    variables.merge(CEILING, parent.toString(), (before, ours) -> ours + ":" + before);
    String count = variables.getOrDefault(COUNT, "0");
    if (!NUMBER.matcher(count).matches()) {
      // Git refuses it by name, and runs nothing.
      return;
    }
    int number = Integer.parseInt(count);
    for (Setting setting : SETTINGS) {
      variables.put("GIT_CONFIG_KEY_" + number, setting.key());
      variables.put("GIT_CONFIG_VALUE_" + number, setting.value());
      number++;
    }
    variables.put(COUNT, Integer.toString(number));
  }
}
