package dev.orch.api.comment;

import dev.orch.api.session.FollowUpMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends the draft.
 *
 * @param version of the draft that was read; left out: whichever it is
 * @param mode {@code auto} if not given
 */
public record SendComments(@Nullable Long version, @Nullable FollowUpMode mode) {}
