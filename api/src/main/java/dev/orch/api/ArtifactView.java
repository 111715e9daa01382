package dev.orch.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file that a session left.
 *
 * @param path absolute
 * @param sha256 64 hexadecimal digits, lower case
 */
public record ArtifactView(
    String id,
    String sessionId,
    String projectId,
    Kind kind,
    String name,
    String path,
    long sizeBytes,
    String sha256,
    String mediaType,
    int turn,
    @Nullable String baseCommit,
    @Nullable String model,
    Instant createdAt) {

  /** What it is. */
  public enum Kind {
    PLAN,
    DIFF,
    TRANSCRIPT,
    SUMMARY,
    REPORT
  }
}
