package dev.orch.api;

import dev.orch.api.event.EventPayload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of the log.
 *
 * @param seq orders the log, never starts again
 * @param type {@code session.started}; decides which payload it is
 */
public record EventView(
    long seq,
    String type,
    Instant at,
    @Nullable String projectId,
    @Nullable String sessionId,
    @Nullable Integer turn,
    Actor actor,
    EventPayload payload) {}
