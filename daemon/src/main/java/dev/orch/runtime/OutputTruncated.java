package dev.orch.runtime;

/**
 * The process, or something that it started, has emptied the file of a stream, as {@code echo x
 * >/dev/stdout} does. What was not yet given is lost; what is in the file now follows, from its
 * beginning.
 *
 * @param read how much of the file had been read, in bytes
 */
public record OutputTruncated(StreamName stream, long read) implements Arrival {}
