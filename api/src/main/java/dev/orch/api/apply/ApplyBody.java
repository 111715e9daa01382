package dev.orch.api.apply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session's change into the checkout.
 *
 * @param planHash of the preview that was agreed to; without one it is done if nothing is in the
 *     way
 * @param except paths that are not to come, as the preview names them: files, and folders with all
 *     that is in them
 */
public record ApplyBody(@Nullable String planHash, @Nullable List<String> except) {}
