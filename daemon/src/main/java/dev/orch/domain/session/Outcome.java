package dev.orch.domain.session;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a turn ended, and on what evidence.
 *
 * @param reason why, where the verdict is not {@code COMPLETED}
 * @param detail one sentence for a person
 * @param evidence what was seen, oldest first
 */
public record Outcome(
    Verdict verdict,
    By by,
    @Nullable Reason reason,
    @Nullable String detail,
    List<String> evidence) {

  /** Keeps its own copy. */
  public Outcome {
    evidence = List.copyOf(evidence);
  }

  /** How it ended. */
  public enum Verdict {
    COMPLETED,
    FAILED,
    STOPPED,
    ASKED,
    BLOCKED,
    LOST;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What decided it. */
  public enum By {
    PROTOCOL,
    EXIT,
    LOST,
    STOP,
    FOLLOW_UP;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
