package dev.orch.api.session;

import dev.orch.api.event.UsageFigures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command being carried out by one agent.
 *
 * @param model what was asked for
 * @param title the prompt's first line, else action and scope
 * @param prompt cut at 500 characters in lists
 * @param reason why it is in this state; null where the state says it all
 * @param actions what may be asked of it now
 * @param queued set while it waits for a place
 * @param worktreePath null where it has none, or is deleted
 * @param logPath null where it is deleted
 * @param agentSessionId the agent's own name for the conversation
 * @param lastLine the newest message or tool start, one line, 200 characters
 * @param changes of the last stored diff
 * @param stopping set while a stop is under way
 * @param operation set while its files are being worked on, also of one that is deleted
 * @param match set where words were looked for
 */
public record SessionView(
    String id,
    String projectId,
    String projectSlug,
    String commandId,
    String agent,
    String action,
    @Nullable String model,
    String title,
    String prompt,
    @Nullable String scopePath,
    SessionState state,
    @Nullable SessionReason reason,
    List<SessionAction> actions,
    @Nullable Queued queued,
    List<Warning> warnings,
    @Nullable String branch,
    @Nullable String baseRef,
    @Nullable String baseCommit,
    @Nullable String headCommit,
    @Nullable String worktreePath,
    @Nullable String logPath,
    @Nullable String agentSessionId,
    int turnCount,
    @Nullable Integer exitCode,
    Instant stateSince,
    @Nullable String lastLine,
    @Nullable Changes changes,
    @Nullable Stopping stopping,
    @Nullable OperationView operation,
    @Nullable ArchivedFrom archivedFrom,
    @Nullable Instant seenAt,
    @Nullable Instant releasedAt,
    @Nullable Instant appliedAt,
    UsageFigures usage,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Instant updatedAt,
    long version,
    @Nullable Match match) {

  /**
   * Why it waits for a place.
   *
   * @param position counted from 1
   * @param limit how many may run; null where no number is the cause
   * @param running ids of the sessions that take the places
   * @param notBefore when it is tried again; null where no time is the cause
   */
  public record Queued(
      Instant since,
      int position,
      Because because,
      @Nullable Integer limit,
      List<String> running,
      @Nullable Instant notBefore) {}

  /** What a queued session waits for. */
  public enum Because {
    GLOBAL,
    PROJECT,
    AGENT,
    PROCESSES,
    MEMORY,
    DISK,
    RATE_LIMIT,
    COULD_NOT_BEGIN
  }

  /** Something a person should know that does not stop it. */
  public record Warning(WarningCode code, String text, @Nullable String hint, Instant at) {}

  /** The size of its change. */
  public record Changes(int files, int added, int removed) {}

  /**
   * How far its stop has come.
   *
   * @param rung the last one that was taken; null before the first
   * @param nextAt when the next rung is taken; null before the first and on the last one
   */
  public record Stopping(@Nullable Rung rung, @Nullable Instant nextAt) {}

  /** The rungs of the ladder, gentle first; an agent that can be interrupted begins there. */
  public enum Rung {
    INTERRUPT,
    TERMINATE,
    KILL
  }

  /**
   * The first place where that is which was looked for.
   *
   * @param seq the event that says it; null if a prompt does
   * @param turn whose prompt says it; null if an event does
   * @param snippet what stands around it, on one line
   */
  public record Match(@Nullable Long seq, @Nullable Integer turn, String snippet) {}

  /** Where unarchiving leads. */
  public record ArchivedFrom(SessionState state, @Nullable SessionReason reason) {}
}
