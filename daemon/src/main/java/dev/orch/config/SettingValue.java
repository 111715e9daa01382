package dev.orch.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it is in force.
 *
 * @param key as in {@code config.toml}
 * @param variable as in the environment
 * @param value as text; null where nothing is set and there is no default
 */
public record SettingValue(
    String key, String variable, @Nullable String value, SettingSource source, String meaning) {}
