package dev.orch.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon runs with.
 *
 * @param warnings one sentence each, for keys that it does not know
 */
public record ConfigView(List<Entry> settings, List<String> warnings) {

  /**
   * One setting.
   *
   * @param key as in the configuration file
   * @param variable as in the environment
   * @param value as text, null where nothing is set and there is no default
   * @param source where it came from: {@code environment}, {@code .env}, {@code config.toml},
   *     {@code default}
   */
  public record Entry(
      String key, String variable, @Nullable String value, String source, String meaning) {}
}
