package dev.orch.api.access;

import java.time.Instant;

/**
 * A page is let in.
 *
 * @param token for the header {@code Authorization: Bearer}; it is not told again
 * @param expiresAt from this moment on it lets nobody in
 */
public record LoginView(String token, Instant expiresAt) {}
