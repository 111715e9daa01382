package dev.orch.api.session;

import org.jspecify.annotations.Nullable;

/**
 * Says more to a session.
 *
 * @param mode {@code auto} if not given
 */
public record FollowUpBody(String message, @Nullable FollowUpMode mode) {}
