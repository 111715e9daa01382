package dev.orch.api.session;

import org.jspecify.annotations.Nullable;

/**
 * What something was concluded from: a place in the output, or an event.
 *
 * @param stream {@code out} or {@code err}
 * @param offset in bytes from the start of the stream
 * @param seq the event's
 */
public record Evidence(
    @Nullable Integer turn, @Nullable String stream, @Nullable Long offset, @Nullable Long seq) {}
