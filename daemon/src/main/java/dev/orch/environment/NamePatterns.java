package dev.orch.environment;

import java.util.List;

/**
 * Names of variables; {@code *} at the beginning or at the end stands for any rest.
 *
 * @param patterns in no order
 */
record NamePatterns(List<String> patterns) {

  /** What looks like a secret. */
  static final NamePatterns SECRET =
      new NamePatterns(
          List.of(
              "*TOKEN*",
              "*SECRET*",
              "*PASSWORD*",
              "*PASSWD*",
              "*PASSPHRASE*",
              "*_KEY*",
              "*APIKEY*",
              "*CREDENTIAL*"));

  /** What belongs to one terminal and would mislead in another. */
  static final NamePatterns OF_ONE_TERMINAL =
      new NamePatterns(
          List.of(
              "VIRTUAL_ENV*",
              "CONDA_*",
              "DIRENV_*",
              "PWD",
              "OLDPWD",
              "TMUX*",
              "VSCODE_*",
              "NODE_OPTIONS"));

  /** What every shell sets for itself, whatever a profile says. */
  static final NamePatterns OF_A_SHELL =
      new NamePatterns(List.of("_", "SHLVL", "PWD", "OLDPWD", "TERM", "COLUMNS", "LINES"));

  /**
   * What binds git to one repository: {@code git rev-parse --local-env-vars}, and the numbered ones
   * that {@code GIT_CONFIG_COUNT} counts.
   */
  static final NamePatterns OF_ONE_REPOSITORY =
      new NamePatterns(
          List.of(
              "GIT_ALTERNATE_OBJECT_DIRECTORIES",
              "GIT_CONFIG",
              "GIT_CONFIG_PARAMETERS",
              "GIT_CONFIG_COUNT",
              "GIT_CONFIG_KEY_*",
              "GIT_CONFIG_VALUE_*",
              "GIT_OBJECT_DIRECTORY",
              "GIT_DIR",
              "GIT_WORK_TREE",
              "GIT_IMPLICIT_WORK_TREE",
              "GIT_GRAFT_FILE",
              "GIT_INDEX_FILE",
              "GIT_NO_REPLACE_OBJECTS",
              "GIT_REPLACE_REF_BASE",
              "GIT_PREFIX",
              "GIT_INTERNAL_SUPER_PREFIX",
              "GIT_SHALLOW_FILE",
              "GIT_COMMON_DIR"));

  /** What only looks like a secret: the value is a setting's name. */
  static final NamePatterns NAME_OF_A_GIT_SETTING = new NamePatterns(List.of("GIT_CONFIG_KEY_*"));

  /** Our own. */
  static final NamePatterns OURS = new NamePatterns(List.of("ORCH_*"));

  NamePatterns {
    patterns = List.copyOf(patterns);
  }

  boolean match(String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  private static boolean matches(String pattern, String name) {
    boolean anyBegin = pattern.startsWith("*");
    boolean anyEnd = pattern.length() > 1 && pattern.endsWith("*");
    String part = pattern.substring(anyBegin ? 1 : 0, pattern.length() - (anyEnd ? 1 : 0));
    if (anyBegin && anyEnd) {
      return name.contains(part);
    }
    if (anyBegin) {
      return name.endsWith(part);
    }
    return anyEnd ? name.startsWith(part) : name.equals(part);
  }
}
