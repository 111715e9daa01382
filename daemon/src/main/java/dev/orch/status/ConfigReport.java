package dev.orch.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon runs with, and where each value came from.
 *
 * @param warnings one sentence for each key that is not known
 */
public record ConfigReport(List<Entry> settings, List<String> warnings) {
  /** Keeps its own copies. */
  public ConfigReport {
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
  }

  /**
   * One setting.
   *
   * @param value as text; null where nothing is set and nothing is usual
   * @param source {@code environment}, {@code .env}, {@code config.toml} or {@code default}
   */
  public record Entry(
      String key, String variable, @Nullable String value, String source, String meaning) {}
}
