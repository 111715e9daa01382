package dev.orch.api.project;

import org.jspecify.annotations.Nullable;

/**
 * Registers a repository.
 *
 * @param path absolute; a folder below the top level registers the top level
 * @param name the folder's, if not given
 * @param slug made from the name, if not given
 * @param defaultBranch the one checked out, if not given
 */
public record CreateProject(
    String path,
    @Nullable String name,
    @Nullable String slug,
    @Nullable String defaultBranch,
    @Nullable SettingsChange settings) {}
