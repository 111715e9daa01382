package dev.orch.domain.operation;

import dev.orch.domain.session.Session;

/** What is said of a session whose worktree's folder is gone, and what to do, for a person. */
public final class MissingWorktree {
  private MissingWorktree() {}

  /** That it is gone. */
  public static String text(Session session) {
    return "the worktree of session %s is gone".formatted(session.id());
  }

  /** What brings it back: as it was, or without what had not been committed in it. */
  public static String wayBack(Session session) {
    return "bring the folder back if it was moved; or " + again(session);
  }

  /** What makes it again: without what had not been committed in it. */
  public static String again(Session session) {
    return nextTurn(session, "has it made again, as it was committed");
  }

  /**
   * What begins a turn, and what that does to the worktree; a deleted session has none any more.
   */
  public static String nextTurn(Session session, String does) {
    return switch (session.state()) {
      case CREATED, RUNNING, WAITING_FOR_USER ->
          "orch stop %1$s, then orch resume %1$s %2$s".formatted(session.id(), does);
      case FAILED, STOPPED -> "orch resume %s %s".formatted(session.id(), does);
      case COMPLETED -> "orch followup %s MESSAGE %s".formatted(session.id(), does);
      case ARCHIVED -> "orch unarchive %s, and its next turn %s".formatted(session.id(), does);
      case DELETED ->
          "orch restore %s gives back what is in the trash of it".formatted(session.id());
    };
  }
}
