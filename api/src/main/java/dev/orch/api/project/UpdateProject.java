package dev.orch.api.project;

import org.jspecify.annotations.Nullable;

/**
 * Changes a project; what is left out stays.
 *
 * @param slug fixed: refused unless it is the one it has
 * @param path fixed: refused unless it is the one it has
 */
public record UpdateProject(
    @Nullable String name,
    @Nullable String defaultBranch,
    @Nullable SettingsChange settings,
    @Nullable String slug,
    @Nullable String path) {}
