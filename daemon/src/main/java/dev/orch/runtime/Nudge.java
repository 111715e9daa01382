package dev.orch.runtime;

/**
 * Somebody asked the reading thread to look at the store: an answer, a message or a stop is there.
 */
public record Nudge() implements Arrival {}
