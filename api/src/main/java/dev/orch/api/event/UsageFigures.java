package dev.orch.api.event;

/**
 * What was used.
 *
 * @param inputTokens without those read from a cache
 * @param outputTokens tokens written by the model
 * @param cachedInputTokens tokens read from a cache
 * @param costUsd as the agent states it; 0 where it states none
 */
public record UsageFigures(
    long inputTokens, long outputTokens, long cachedInputTokens, double costUsd) {}
