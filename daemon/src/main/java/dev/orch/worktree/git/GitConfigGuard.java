package dev.orch.worktree.git;

import dev.orch.worktree.WorktreeFailedException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes what a repository's own configuration could execute harmless, by name, through {@code
 * GIT_CONFIG_COUNT}, which outranks every file. The user's and the machine's settings stay: their
 * filters are the user's own.
 */
final class GitConfigGuard {
  private static final Set<String> OF_THE_REPOSITORY = Set.of("local", "worktree");

  /** The scope of what is forced here. */
  private static final String OWN = "command";

  private static final String LARGE_FILES = "filter.lfs.";
  private static final Charset OF_THE_SYSTEM =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  /** Forced on every command, whatever the repository says. */
  private static final List<Setting> ALWAYS =
      List.of(
          new Setting("core.hooksPath", "/dev/null"),
          new Setting("core.fsmonitor", "false"),
          new Setting("core.pager", "cat"),
          new Setting("core.editor", "true"),
          new Setting("core.askPass", "true"),
          new Setting("core.quotePath", "false"),
          new Setting("core.splitIndex", "false"),
          new Setting("sequence.editor", "true"),
          new Setting("interactive.diffFilter", "cat"),
          new Setting("gc.auto", "0"),
          new Setting("maintenance.auto", "false"),
          new Setting("commit.gpgSign", "false"),
          new Setting("tag.gpgSign", "false"),
          new Setting("gpg.program", "false"),
          new Setting("log.showSignature", "false"),
          new Setting("protocol.ext.allow", "never"),
          new Setting("submodule.recurse", "false"),
          new Setting("status.submoduleSummary", "false"),
          new Setting("color.ui", "false"),
          // It would write an extension into the user's repository that older gits refuse.
          new Setting("worktree.useRelativePaths", "false"));

  private GitConfigGuard() {}

  private record Setting(String key, String value) {}

  /** The environment that forces what is forced always. */
  static Map<String, String> always() {
    return environment(ALWAYS);
  }

  /**
   * The environment that also overrides each executable setting of the repository, by the value it
   * has outside the repository if there is one.
   *
   * @param listing the fields of {@code git config --list --show-scope --includes -z}
   * @param isMissing whether the program of a command is not there
   * @throws WorktreeFailedException if such a setting has a name that no environment can carry
   */
  static Map<String, String> against(List<String> listing, Predicate<String> isMissing) {
    List<Setting> forced = new ArrayList<>();
    Map<String, String> outside = new HashMap<>();
    for (int i = 0; i + 1 < listing.size(); i += 2) {
      String[] setting = listing.get(i + 1).split("\n", 2);
      String value = setting.length == 2 ? setting[1] : "";
      if (OF_THE_REPOSITORY.contains(listing.get(i))) {
        ExecutableKey.find(setting[0])
            .ifPresent(row -> forced.addAll(harmless(setting[0], row, outside)));
      } else {
        outside.put(setting[0], value);
      }
    }
    Set<String> useless = useless(outside, isMissing);
    if (!useless.isEmpty()) {
      useless.forEach(key -> forced.add(new Setting(key, ExecutableKey.FILTER.harmless())));
      forced.add(new Setting(LARGE_FILES + "required", ExecutableKey.FILTER_REQUIRED.harmless()));
    }
    forced.addAll(ALWAYS);
    return environment(forced);
  }

  /**
   * The filter of Git LFS where its program is not there. It is required, so that git could neither
   * check a file out nor compare it; without it pointers are what they are.
   */
  private static Set<String> useless(Map<String, String> outside, Predicate<String> isMissing) {
    Set<String> commands = new HashSet<>(Set.of("clean", "smudge", "process"));
    commands.removeIf(command -> !outside.containsKey(LARGE_FILES + command));
    boolean missing =
        commands.stream().anyMatch(command -> isMissing.test(outside.get(LARGE_FILES + command)));
    return missing
        ? commands.stream().map(LARGE_FILES::concat).collect(Collectors.toSet())
        : Set.of();
  }

  /**
   * The names of the repository's executable settings, and of the user's own that are of no use,
   * that have another value than the one that {@link #against} gives them.
   */
  static Set<String> heldBack(List<String> listing, Predicate<String> isMissing) {
    Set<String> held = new HashSet<>();
    Map<String, String> outside = new HashMap<>();
    for (int i = 0; i + 1 < listing.size(); i += 2) {
      String[] setting = listing.get(i + 1).split("\n", 2);
      String value = setting.length == 2 ? setting[1] : "";
      if (listing.get(i).equals(OWN)) {
        continue;
      }
      if (!OF_THE_REPOSITORY.contains(listing.get(i))) {
        outside.put(setting[0], value);
      } else if (ExecutableKey.find(setting[0])
          .filter(row -> !outside.getOrDefault(setting[0], row.harmless()).equals(value))
          .isPresent()) {
        held.add(setting[0]);
      }
    }
    held.addAll(useless(outside, isMissing));
    return held;
  }

  private static List<Setting> harmless(
      String key, ExecutableKey row, Map<String, String> outside) {
    if (key.indexOf('\ufffd') >= 0 || !OF_THE_SYSTEM.newEncoder().canEncode(key)) {
      throw new WorktreeFailedException(
          "the repository's git configuration holds the setting \"%s\", which can run a program and"
                  .formatted(key)
              + " whose name is not text: remove it");
    }
    Setting override = new Setting(key, outside.getOrDefault(key, row.harmless()));
    if (row == ExecutableKey.HOOK_COMMAND || row == ExecutableKey.HOOK) {
      String hook = key.substring(0, key.lastIndexOf('.'));
      return List.of(override, new Setting(hook + ".enabled", "false"));
    }
    return List.of(override);
  }

  private static Map<String, String> environment(List<Setting> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GIT_CONFIG_COUNT", Integer.toString(settings.size()));
    for (int i = 0; i < settings.size(); i++) {
      environment.put("GIT_CONFIG_KEY_" + i, settings.get(i).key());
      environment.put("GIT_CONFIG_VALUE_" + i, settings.get(i).value());
    }
    return environment;
  }
}
