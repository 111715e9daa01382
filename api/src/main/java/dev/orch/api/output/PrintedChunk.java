package dev.orch.api.output;

/**
 * A piece of what an agent's process prints, as a stream tells it.
 *
 * @param offset of its first byte from the start of the stream
 * @param text what is no UTF-8 is replaced; secrets are masked byte for byte
 */
public record PrintedChunk(long offset, String text) {}
