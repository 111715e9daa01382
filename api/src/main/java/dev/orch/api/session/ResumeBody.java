package dev.orch.api.session;

import org.jspecify.annotations.Nullable;

/**
 * Goes on with a session.
 *
 * @param message sent first; without it the oldest kept follow-up, else a fixed sentence
 */
public record ResumeBody(@Nullable String message) {}
