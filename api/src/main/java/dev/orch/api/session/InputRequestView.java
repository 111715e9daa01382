package dev.orch.api.session;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent waits for a person to say.
 *
 * @param options what a question offers; empty for a free answer
 * @param expiresAt null unless the agent stated one
 */
public record InputRequestView(
    String id,
    String sessionId,
    Kind kind,
    String title,
    String detail,
    List<String> options,
    Status status,
    @Nullable Answer answer,
    Instant requestedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant expiresAt) {

  /** What is asked for. */
  public enum Kind {
    QUESTION,
    APPROVAL,
    PLAN_REVIEW
  }

  /** Whether it still waits. */
  public enum Status {
    OPEN,
    ANSWERED,
    WITHDRAWN,
    EXPIRED
  }

  /** What was said. */
  public record Answer(Decision decision, @Nullable String option, @Nullable String text) {}

  /** Yes, no, or yes to every equal one. */
  public enum Decision {
    ALLOW,
    DENY,
    ALLOW_ALWAYS
  }
}
