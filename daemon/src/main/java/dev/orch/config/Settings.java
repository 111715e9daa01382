package dev.orch.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Finds for each setting the value that wins: environment, {@code .env} of the installation, {@code
 * config.toml}, default. An empty value counts as none.
 */
final class Settings {
  private final Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);
  private final Map<SettingSource, Map<String, String>> sources =
      new EnumMap<>(SettingSource.class);
  private final Places places;

  private Settings(Places places) {
    this.places = places;
  }

  /**
   * Reads the files and checks every value.
   *
   * @throws BadSettingException if a value is none that its setting takes, or a file cannot be read
   */
  static Settings read(Places places, Map<String, String> environment) {
    Settings settings = new Settings(places);
    settings.sources.put(SettingSource.ENVIRONMENT, environment);
    settings.sources.put(
        SettingSource.DOT_ENV, DotEnvFile.read(places.installation().resolve(".env")));
    settings.sources.put(SettingSource.CONFIG_FILE, ConfigFile.read(settings.configFile()));
    for (Setting setting : Setting.values()) {
      SettingValue value = settings.find(setting);
      check(setting, value);
      settings.values.put(setting, value);
    }
    return settings;
  }

  /** In force; empty where nothing is set and there is no default. */
  String text(Setting setting) {
    SettingValue found = values.get(setting);
    return found == null || found.value() == null ? "" : found.value();
  }

  /** Where a value came from, as a person would say it. */
  SettingSource source(Setting setting) {
    SettingValue found = values.get(setting);
    return found == null ? SettingSource.DEFAULT : found.source();
  }

  /** All of them, in the order of the rows. */
  List<SettingValue> values() {
    return List.copyOf(values.values());
  }

  Map<SettingSource, Map<String, String>> sources() {
    return sources;
  }

  private Path configFile() {
    return places.config().resolve("config.toml");
  }

  private SettingValue find(Setting setting) {
    for (Map.Entry<SettingSource, Map<String, String>> source : sources.entrySet()) {
      for (String name : names(setting, source.getKey())) {
        String value = source.getValue().getOrDefault(name, "").strip();
        if (!value.isEmpty()) {
          return value(setting, name, value, source.getKey());
        }
      }
    }
    String usual = setting.usual();
    return new SettingValue(
        setting.key(),
        setting.variables().getFirst(),
        usual.isEmpty() ? null : usual,
        SettingSource.DEFAULT,
        setting.meaning());
  }

  private static SettingValue value(
      Setting setting, String name, String value, SettingSource source) {
    String variable = source == SettingSource.CONFIG_FILE ? setting.variables().getFirst() : name;
    return new SettingValue(setting.key(), variable, value, source, setting.meaning());
  }

  private static List<String> names(Setting setting, SettingSource source) {
    return switch (source) {
      case ENVIRONMENT, DOT_ENV -> setting.variables();
      case CONFIG_FILE -> List.of(setting.key());
      case DEFAULT -> List.of();
    };
  }

  private static void check(Setting setting, SettingValue found) {
    String value = found.value();
    if (value == null || setting.type().accepts(value)) {
      return;
    }
    String name = found.source() == SettingSource.CONFIG_FILE ? found.key() : found.variable();
    if (value.matches("postgres(ql)?:.*")) {
      throw new BadSettingException(
          "%s (%s) names a PostgreSQL database, which is not supported yet; it takes %s"
              .formatted(name, found.source().label(), setting.type().takes()));
    }
    throw new BadSettingException(
        "%s (%s) is \"%s\"; it takes %s"
            .formatted(name, found.source().label(), value, setting.type().takes()));
  }
}
