package dev.orch.api.access;

import java.time.Instant;

/**
 * A code that lets in one page, once.
 *
 * @param url the address of the page, with the code behind the {@code #}, which no server is sent
 * @param expiresAt from this moment on it lets nobody in
 */
public record LoginCodeView(String code, String url, Instant expiresAt) {}
