package dev.orch.api.cleanup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a deleted session left.
 *
 * @param sizeBytes on the disk, of its files and of what git keeps for nothing else
 * @param branch that it had
 * @param expiresAt from then on it may be removed for good
 */
public record TrashView(
    String id,
    String sessionId,
    String projectId,
    Kind kind,
    long sizeBytes,
    @Nullable String branch,
    Instant createdAt,
    Instant expiresAt) {

  /** What it is of. */
  public enum Kind {
    WORKTREE
  }
}
