package dev.orch.domain.event;

/**
 * An immutable fact in the log.
 *
 * @param seq its place in the log; grows by at least one and never restarts
 */
public record Event(long seq, NewEvent fact) {}
