package dev.orch.api.cleanup;

import org.jspecify.annotations.Nullable;

/**
 * Gives up the folder of a session's worktree.
 *
 * @param planHash of the preview that a person agreed to; without it only what comes back whole is
 *     given up
 */
public record ReleaseBody(@Nullable String planHash) {}
