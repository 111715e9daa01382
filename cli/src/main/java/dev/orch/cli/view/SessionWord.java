package dev.orch.cli.view;

import dev.orch.api.session.SessionReason;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.time.Instant;
import java.util.Locale;

/** A session's state in one of six words, and in a few more where there is room. */
public final class SessionWord {
  /** How it stood when it was deleted is of no use any more. */
  private static final Cell GONE = Cell.marked(Mark.STOPPED, "deleted");

  private SessionWord() {}

  /** The word and its mark; whatever it was, one that waits for a place is queued. */
  public static Mark of(SessionView session) {
    return session.queued() == null ? of(stateBeforeArchived(session)) : Mark.QUEUED;
  }

  /** The word, or what it is about for one that waits or queues: {@code ◆ approval}. */
  public static Cell brief(SessionView session) {
    if (session.state() == SessionState.DELETED) {
      return GONE;
    }
    Mark mark = of(session);
    String text =
        switch (mark) {
          case NEEDS_YOU -> reason(session, mark.word());
          case QUEUED -> QueueWords.place(session);
          case WORKING, STOPPED -> mark.word();
          case DONE, FAILED -> isNews(session) ? mark.word() + " (new)" : mark.word();
        };
    return Cell.marked(mark, text + suffix(session));
  }

  /** The word and the reason: {@code ✗ failed: agent crashed}. */
  public static Cell full(SessionView session) {
    if (session.state() == SessionState.DELETED) {
      return GONE;
    }
    Mark mark = of(session);
    String reason = mark == Mark.QUEUED ? QueueWords.why(session) : reason(session, mark.word());
    String word = mark == Mark.QUEUED ? QueueWords.place(session) : mark.word();
    String text = reason.equals(mark.word()) ? reason : word + ": " + reason;
    return Cell.marked(mark, text + suffix(session));
  }

  /** Whether it is done or has failed, and nobody has looked since. */
  public static boolean isNews(SessionView session) {
    boolean ended =
        session.state() == SessionState.COMPLETED || session.state() == SessionState.FAILED;
    Instant seen = session.seenAt();
    return ended && (seen == null || seen.isBefore(session.stateSince()));
  }

  /** Whether nothing more happens by itself. */
  public static boolean isSettled(SessionView session) {
    return switch (session.state()) {
      case CREATED, RUNNING, WAITING_FOR_USER -> false;
      case COMPLETED, FAILED, STOPPED, ARCHIVED, DELETED -> session.queued() == null;
    };
  }

  /** Whether it waits for a person and asks nothing: a login is missing, a limit was reached. */
  public static boolean isBlocked(SessionView session) {
    return of(session) == Mark.NEEDS_YOU
        && session.reason() != SessionReason.APPROVAL
        && session.reason() != SessionReason.QUESTION
        && session.reason() != SessionReason.PLAN_REVIEW;
  }

  /** Whether it does not go on by itself, and that is not because its work is done. */
  public static boolean isInTrouble(SessionView session) {
    boolean ended =
        session.state() == SessionState.FAILED || session.state() == SessionState.STOPPED;
    return isBlocked(session) || (ended && session.queued() == null);
  }

  private static SessionState stateBeforeArchived(SessionView session) {
    return session.state() == SessionState.ARCHIVED && session.archivedFrom() != null
        ? session.archivedFrom().state()
        : session.state();
  }

  /** The word for what is in this state and waits for no place; done, where it is archived. */
  static Mark of(SessionState state) {
    return switch (state) {
      case CREATED, RUNNING -> Mark.WORKING;
      case WAITING_FOR_USER -> Mark.NEEDS_YOU;
      case COMPLETED, ARCHIVED -> Mark.DONE;
      case FAILED -> Mark.FAILED;
      case STOPPED, DELETED -> Mark.STOPPED;
    };
  }

  private static String reason(SessionView session, String otherwise) {
    SessionReason reason = session.reason();
    return reason == null ? otherwise : reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String suffix(SessionView session) {
    return switch (session.state()) {
      case ARCHIVED -> " (archived)";
      case CREATED, RUNNING, WAITING_FOR_USER, COMPLETED, FAILED, STOPPED, DELETED -> "";
    };
  }
}
