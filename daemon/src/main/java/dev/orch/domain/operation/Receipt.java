package dev.orch.domain.operation;

import java.time.Instant;

/**
 * The answer to a request that a client may repeat, written together with what the request did.
 *
 * @param key what the client named the request, with the route and token class it was sent to
 * @param requestHash of method, path and body, so that another request under the same name is told
 * @param status the HTTP status that was answered
 * @param body the JSON text that was answered
 */
public record Receipt(String key, String requestHash, int status, String body, Instant createdAt) {}
