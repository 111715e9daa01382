package dev.orch.config;

import dev.orch.domain.project.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that mean something to us. Others with our prefix are warned of and never fatal: a
 * typo, or a setting of a newer version, must not keep the daemon down.
 */
final class KnownNames {
  /** What agents, their set-up scripts and our own launchers get; no settings. */
  static final List<String> GIVEN =
      List.of(
          "ORCH_SESSION_ID",
          "ORCH_PROJECT",
          "ORCH_RUN",
          "ORCH_PORT_BASE",
          "ORCH_PORT_COUNT",
          "ORCH_SETUP_ATTEMPT",
          "ORCH_DAEMON_URL",
          "ORCH_LAUNCH_INSTALLATION",
          "ORCH_LAUNCH_COMMAND",
          "ORCH_LAUNCH_ARCHIVE",
          "ORCH_LAUNCH_LC_ALL",
          "ORCH_LAUNCH_JAVA_TOOL_OPTIONS",
          "ORCH_LAUNCH_JDK_JAVA_OPTIONS",
          "ORCH_LAUNCH__JAVA_OPTIONS");

  private static final String PREFIX = "ORCH_";
  private static final Pattern PROGRAM_VARIABLE = Pattern.compile("ORCH_([A-Z][A-Z0-9_]*)_BIN");
  private static final Pattern PROGRAM_KEY = Pattern.compile("([a-z][a-z0-9_]*)_bin");

  private KnownNames() {}

  /** The agent whose program this variable or key names. */
  static Optional<String> agentOf(String name) {
    return Stream.of(PROGRAM_VARIABLE, PROGRAM_KEY)
        .map(form -> form.matcher(name))
        .filter(Matcher::matches)
        .map(form -> form.group(1).toLowerCase(Locale.ROOT))
        .findFirst();
  }

  /** One sentence for each name that means nothing to us, in the order of the names. */
  static List<String> warnings(Settings settings) {
    List<String> warnings = new ArrayList<>();
    settings
        .sources()
        .forEach((source, values) -> {
          for (String name : new TreeSet<>(values.keySet())) {
            if (!isKnown(name, source)) {
              warnings.add(warning(name, source));
            }
          }
        });
    return warnings;
  }

  /** The programs of agents that are named, by the agent's id; the source that wins is used. */
  static Map<String, String> programs(Settings settings) {
    Map<String, String> programs = new TreeMap<>();
    settings
        .sources()
        .forEach((source, values) ->
            values.forEach((name, value) ->
                agentOf(name)
                    .filter(_ -> !value.isBlank() && isOf(name, source))
                    .ifPresent(agent -> programs.putIfAbsent(agent, value.strip()))));
    return programs;
  }

  private static boolean isKnown(String name, SettingSource source) {
    return (!name.startsWith(PREFIX) && source != SettingSource.CONFIG_FILE)
        || (isOf(name, source) && agentOf(name).isPresent())
        || names(source).contains(name);
  }

  /** Variables are written in capitals, keys are not. */
  private static boolean isOf(String name, SettingSource source) {
    return name.startsWith(PREFIX) != (source == SettingSource.CONFIG_FILE);
  }

  private static List<String> names(SettingSource source) {
    Stream<Setting> settings = Stream.of(Setting.values());
    return switch (source) {
      case ENVIRONMENT, DOT_ENV ->
          Stream.concat(GIVEN.stream(), settings.flatMap(s -> s.variables().stream())).toList();
      case CONFIG_FILE, DEFAULT -> settings.map(Setting::key).toList();
    };
  }

  private static String warning(String name, SettingSource source) {
    List<String> nearest = NearestName.of(name, names(source));
    String unknown = "%s (%s) is no setting of this version".formatted(name, source.label());
    return nearest.isEmpty() ? unknown : unknown + "; the nearest is " + nearest.getFirst();
  }
}
