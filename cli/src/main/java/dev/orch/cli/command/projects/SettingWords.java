package dev.orch.cli.command.projects;

import dev.orch.api.project.ProjectView;
import dev.orch.cli.failure.CliException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings as they are typed, gathered into the body of one request. What a value has to be is the
 * daemon's to say.
 */
final class SettingWords {
  private static final String VARIABLE = "env.";

  private final Supplier<ProjectView.Settings> current;
  private final Map<String, @Nullable Object> project = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> settings = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final Set<String> named = new LinkedHashSet<>();
  private @Nullable Map<String, String> variables;

  /**
   * Nothing yet.
   *
   * @param current asked once, if a single variable changes: the others are sent as they are shown
   */
  SettingWords(Supplier<ProjectView.Settings> current) {
    this.current = current;
  }

  /** How the value of a key is typed. */
  private enum Kind {
    TEXT,
    LIST,
    NUMBER,
    SWITCH,
    POLICY,
    OF_PROJECT
  }

  private static final Map<String, Kind> KEYS = keys();

  private static Map<String, Kind> keys() {
    Map<String, Kind> keys = new LinkedHashMap<>();
    keys.put("include", Kind.LIST);
    keys.put("setup", Kind.TEXT);
    keys.put("teardown", Kind.TEXT);
    keys.put("env_pass", Kind.LIST);
    keys.put("max_sessions", Kind.NUMBER);
    keys.put("auto_resume", Kind.SWITCH);
    keys.put("policy", Kind.POLICY);
    keys.put("sandbox", Kind.TEXT);
    keys.put("worktree_root", Kind.TEXT);
    keys.put("branch_template", Kind.TEXT);
    keys.put("name", Kind.OF_PROJECT);
    keys.put("default_branch", Kind.OF_PROJECT);
    return keys;
  }

  /** Takes {@code KEY=VALUE}. */
  void set(String word) {
    set(word, value -> value);
  }

  /** Takes {@code KEY=SOURCE}, of which the value is read. */
  void set(String word, UnaryOperator<String> read) {
    int equals = word.indexOf('=');
    if (equals <= 0) {
      throw CliException.misuse("orch projects set: \"%s\" is not KEY=VALUE.".formatted(word));
    }
    String key = word.substring(0, equals);
    String value = read.apply(word.substring(equals + 1));
    named.add(key);
    if (key.startsWith(VARIABLE)) {
      variables().put(key.substring(VARIABLE.length()), value);
      return;
    }
    switch (kind(key)) {
      case TEXT -> settings.put(key, value);
      case LIST -> lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
      case NUMBER -> settings.put(key, number(key, value));
      case SWITCH -> settings.put(key, isOn(key, value));
      case POLICY -> settings.put(key, Map.of("mode", value));
      case OF_PROJECT -> project.put(key, value);
    }
  }

  /** Takes a key back to its default. */
  void unset(String key) {
    named.add(key);
    if (key.startsWith(VARIABLE)) {
      variables().remove(key.substring(VARIABLE.length()));
    } else if (key.equals("env")) {
      settings.put(key, null);
    } else if (kind(key) == Kind.OF_PROJECT) {
      throw CliException.misuse("orch projects set: %s has no default.".formatted(key));
    } else {
      settings.put(key, null);
    }
  }

  private Map<String, String> variables() {
    Map<String, String> known = variables;
    if (known == null) {
      known = new LinkedHashMap<>(current.get().env());
      variables = known;
    }
    return known;
  }

  private static Kind kind(String key) {
    Kind kind = KEYS.get(key);
    if (kind == null) {
      throw CliException.misuse(
          "orch projects set: there is no setting \"%s\"; there are env.NAME, %s."
              .formatted(key, String.join(", ", KEYS.keySet())));
    }
    return kind;
  }

  private static Integer number(String key, String value) {
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException e) {
      throw CliException.misuse(
          "orch projects set: %s is a number, not \"%s\".".formatted(key, value));
    }
  }

  private static Boolean isOn(String key, String value) {
    if (!Arrays.asList("true", "false").contains(value)) {
      throw CliException.misuse(
          "orch projects set: %s is true or false, not \"%s\".".formatted(key, value));
    }
    return Boolean.valueOf(value);
  }

  /** The keys in the order in which they were typed. */
  List<String> named() {
    return List.copyOf(named);
  }

  /** What is sent. */
  Map<String, @Nullable Object> body() {
    if (named.isEmpty()) {
      throw CliException.misuse(
          "What is to be set? orch projects set PROJECT KEY=VALUE; keys are env.NAME, "
              + KEYS.keySet().stream().collect(Collectors.joining(", ")));
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(project);
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(settings);
    changed.putAll(lists);
    if (variables != null) {
      changed.put("env", variables);
    }
    if (!changed.isEmpty()) {
      all.put("settings", changed);
    }
    return all;
  }
}
