package dev.orch.api.session;

import dev.orch.api.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a session's lifecycle.
 *
 * @param seq the event that recorded it
 * @param trigger lower case, as in the lifecycle's table
 */
public record TransitionView(
    long seq,
    SessionState from,
    SessionState to,
    String trigger,
    @Nullable SessionReason reason,
    @Nullable Evidence evidence,
    Actor actor,
    Instant at) {}
