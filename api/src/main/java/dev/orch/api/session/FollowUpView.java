package dev.orch.api.session;

import java.time.Instant;

/**
 * A message that waits for a later turn.
 *
 * @param position counted from 1, the next one to be sent
 * @param version what an edit must name
 */
public record FollowUpView(
    String id, String message, FollowUpMode mode, int position, Instant createdAt, long version) {}
