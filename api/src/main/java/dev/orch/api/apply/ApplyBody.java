package dev.orch.api.apply;

import org.jspecify.annotations.Nullable;

/**
 * Takes a session's change into the checkout.
 *
 * @param planHash of the preview that was agreed to; without one it is done if nothing is in the
 *     way
 */
public record ApplyBody(@Nullable String planHash) {}
