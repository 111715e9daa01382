package dev.orch.api;

import dev.orch.api.session.SessionView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One command as it was recorded.
 *
 * @param text what was typed, if it came as text
 * @param branch what its session's branch was to be called; null for a name as usual
 * @param problem why it was rejected
 * @param session in the answer to its submission only
 */
public record CommandView(
    String id,
    @Nullable String text,
    @Nullable String agent,
    @Nullable String action,
    @Nullable String projectId,
    @Nullable String scopePath,
    @Nullable String prompt,
    @Nullable String model,
    @Nullable String branch,
    Source source,
    Status status,
    @Nullable String sessionId,
    @Nullable Problem problem,
    Instant createdAt,
    @Nullable SessionView session) {

  /** The same command with the session that carries it out. */
  public CommandView with(SessionView started) {
    return new CommandView(
        id, text, agent, action, projectId, scopePath, prompt, model, branch, source, status,
        sessionId, problem, createdAt, started);
  }

  /** What became of it. */
  public enum Status {
    ACCEPTED,
    REJECTED
  }

  /** What kind of client it came from. */
  public enum Source {
    CLI,
    UI,
    API,
    AGENT
  }
}
