package dev.orch.api.event;

/**
 * Where in an agent's raw output an event comes from; the log route gives the bytes.
 *
 * @param turn counted from 1
 * @param stream {@code out} or {@code err}
 * @param offset in bytes from the start of the stream
 * @param length in bytes
 */
public record OutputSource(int turn, String stream, long offset, long length) {}
