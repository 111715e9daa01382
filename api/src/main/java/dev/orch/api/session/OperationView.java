package dev.orch.api.session;

import java.time.Instant;

/**
 * What is being done to a session's files on a person's behalf, as long as it is not over.
 *
 * @param since when it was asked for
 */
public record OperationView(Kind kind, Stage stage, Instant since) {

  /** What is done. */
  public enum Kind {
    DELETE,
    RELEASE,
    APPLY,
    UNDO,
    RESTORE,
    EMPTY
  }

  /** How far it is. */
  public enum Stage {
    /** The session's agent is stopped first. */
    STOPPING,
    /** Files are taken away, given back or written; a teardown script may run before. */
    WORKING
  }
}
