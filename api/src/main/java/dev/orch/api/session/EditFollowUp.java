package dev.orch.api.session;

import org.jspecify.annotations.Nullable;

/**
 * Replaces the message of a follow-up that waits.
 *
 * @param message must say something
 * @param version of the one that was read; left out: whichever it is
 */
public record EditFollowUp(String message, @Nullable Long version) {}
