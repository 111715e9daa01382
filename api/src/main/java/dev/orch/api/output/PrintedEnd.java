package dev.orch.api.output;

/**
 * The turn has ended, and with it what its process prints.
 *
 * @param offset how many bytes there are
 */
public record PrintedEnd(int turn, long offset) {}
