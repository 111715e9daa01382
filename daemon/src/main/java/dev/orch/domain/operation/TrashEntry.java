package dev.orch.domain.operation;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a deleted session left that can be had back.
 *
 * @param expiresAt from then on it may be removed for good
 */
public record TrashEntry(
    String id,
    SessionId session,
    ProjectId project,
    Kept kept,
    Instant createdAt,
    Instant expiresAt) {

  /**
   * What is kept.
   *
   * @param sizeBytes of the files in the trash
   * @param branch that the session had; null if it had none
   * @param content what lies where: JSON in the words of who gives it back
   */
  public record Kept(long sizeBytes, @Nullable String branch, String content) {}
}
