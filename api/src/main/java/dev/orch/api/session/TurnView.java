package dev.orch.api.session;

import dev.orch.api.event.UsageFigures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of agent work, from a prompt until its process has ended.
 *
 * @param number counted from 1
 * @param pid of the agent's process
 * @param exitCode 0–255
 * @param outcome null until it has ended
 */
public record TurnView(
    int number,
    Kind kind,
    String prompt,
    @Nullable Long pid,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode,
    @Nullable Outcome outcome,
    UsageFigures usage) {

  /** What began it. */
  public enum Kind {
    START,
    FOLLOW_UP,
    RESUME,
    ANSWER
  }

  /**
   * How it ended.
   *
   * @param by what told
   * @param detail one sentence for a person
   * @param hint what to do about the reason, while no other turn has followed
   * @param evidence what was seen, oldest first
   */
  public record Outcome(
      Verdict verdict,
      By by,
      @Nullable SessionReason reason,
      @Nullable String detail,
      @Nullable String hint,
      List<String> evidence) {}

  /** What became of it. */
  public enum Verdict {
    COMPLETED,
    FAILED,
    STOPPED,
    ASKED,
    BLOCKED,
    LOST
  }

  /** What a verdict rests on. */
  public enum By {
    PROTOCOL,
    TEXT,
    EXIT,
    LOST,
    STOP,
    FOLLOW_UP
  }
}
