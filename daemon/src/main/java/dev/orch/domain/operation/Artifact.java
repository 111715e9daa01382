package dev.orch.domain.operation;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that a turn of a session left.
 *
 * @param baseCommit what a diff is against
 * @param model that the agent said it works with, else the one that was asked for
 */
public record Artifact(
    String id,
    SessionId session,
    ProjectId project,
    int turn,
    Kind kind,
    Content content,
    @Nullable String baseCommit,
    @Nullable String model,
    Instant createdAt) {

  /** The closed list of kinds. */
  public enum Kind {
    PLAN,
    DIFF,
    TRANSCRIPT,
    SUMMARY,
    REPORT;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same, made by this model. */
  public Artifact by(String other) {
    return new Artifact(id, session, project, turn, kind, content, baseCommit, other, createdAt);
  }

  /**
   * The file itself.
   *
   * @param sha256 lower-case hexadecimal
   */
  public record Content(String name, Path path, long sizeBytes, String sha256, String mediaType) {}
}
