package dev.orch.domain.operation;

import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of some lines of a session's change.
 *
 * @param quote the lines as they were when it was written
 * @param sent with what it went out; null while it is in the draft
 */
public record Comment(
    String id, SessionId session, Spot spot, String quote, String text, @Nullable Sent sent) {

  /** Which side of a difference. */
  public enum Side {
    /** The file as the session began with it. */
    OLD,
    /** The file as it is in the worktree. */
    NEW;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The lines that it is about.
   *
   * @param path relative to the top of the repository
   * @param startLine counted from 1
   * @param endLine of the last one, not before the first
   */
  public record Spot(String path, Side side, int startLine, int endLine) {

    /** As a person names it: {@code src/App.java:12-14}. */
    public String name() {
      return startLine == endLine
          ? "%s:%d".formatted(path, startLine)
          : "%s:%d-%d".formatted(path, startLine, endLine);
    }
  }

  /**
   * With what it went out.
   *
   * @param followUp the message that was made of it; null where that answered a request of the
   *     agent
   * @param turn that has the message; null while none has
   */
  public record Sent(Instant at, @Nullable String followUp, @Nullable Integer turn) {}

  /** The same, gone out. */
  public Comment sentWith(Sent how) {
    return new Comment(id, session, spot, quote, text, how);
  }

  /** Whether it has not gone out. */
  public boolean isDraft() {
    return sent == null;
  }
}
