package dev.orch.dist.model;

/**
 * A request for an answer that the model got.
 *
 * @param hasKey whether it carried an API key or a bearer token; which is not kept
 */
public record RecordedRequest(String model, boolean hasKey, Conversation conversation) {}
