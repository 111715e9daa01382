package dev.orch.domain.schedule;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that waits for a place; there is one entry per session at most.
 *
 * @param number given by the store, ascending; never twice
 * @param notBefore when it may begin at the earliest; null for at once
 */
public record QueueEntry(
    long number,
    SessionId session,
    ProjectId project,
    AgentId agent,
    Wish wish,
    Instant since,
    @Nullable Instant notBefore) {}
