package dev.orch.event;

/**
 * A part of a text.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Span(int from, int to) {}
