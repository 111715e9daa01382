package dev.orch.api.cleanup;

import org.jspecify.annotations.Nullable;

/**
 * Deletes a session.
 *
 * @param deleteBranch whether its branch goes too; it stays if not given
 * @param planHash of the preview that a person agreed to; without it only what loses nothing is
 *     deleted
 * @param force whether its agent is stopped first
 */
public record DeleteBody(
    @Nullable Boolean deleteBranch, @Nullable String planHash, @Nullable Boolean force) {}
