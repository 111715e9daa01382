package dev.orch.api.cleanup;

import dev.orch.api.session.OperationView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a deleted session left.
 *
 * @param sizeBytes on the disk, of its files and of what git keeps for nothing else
 * @param branch that it had
 * @param expiresAt from then on it may be removed for good
 * @param operation set while it is being made, given back or removed: one that is being made can be
 *     had back once its delete is over
 */
public record TrashView(
    String id,
    String sessionId,
    String projectId,
    Kind kind,
    long sizeBytes,
    @Nullable String branch,
    Instant createdAt,
    Instant expiresAt,
    @Nullable OperationView operation) {

  /** What it is of. */
  public enum Kind {
    WORKTREE
  }
}
