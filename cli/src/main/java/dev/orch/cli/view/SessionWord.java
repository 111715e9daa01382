package dev.orch.cli.view;

import dev.orch.api.session.SessionReason;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A session's state in one of six words, and in a few more where there is room. */
public final class SessionWord {
  private SessionWord() {}

  /** The word and its mark. */
  public static Mark of(SessionView session) {
    return of(session.state(), session);
  }

  /** The word, or what it is about for one that waits or queues: {@code ◆ approval}. */
  public static Cell brief(SessionView session) {
    Mark mark = of(session);
    String text =
        switch (mark) {
          case NEEDS_YOU -> reason(session, mark.word());
          case QUEUED -> session.queued() == null ? mark.word() : mark.word() + place(session);
          case WORKING, DONE, FAILED, STOPPED -> mark.word();
        };
    return Cell.marked(mark, text + suffix(session));
  }

  /** The word and the reason: {@code ✗ failed: agent crashed}. */
  public static Cell full(SessionView session) {
    Mark mark = of(session);
    String reason = reason(session, mark.word());
    String text = reason.equals(mark.word()) ? reason : mark.word() + ": " + reason;
    return Cell.marked(mark, text + suffix(session));
  }

  /**
   * The API's word for a state that was said in ours, such as {@code needs-you}, or in the API's.
   *
   * @throws CliException if it is neither
   */
  public static String apiState(String said) {
    String word = said.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", " ");
    return switch (word) {
      case "working" -> SessionState.RUNNING.name().toLowerCase(Locale.ROOT);
      case "needs you" -> SessionState.WAITING_FOR_USER.name().toLowerCase(Locale.ROOT);
      case "queued" -> SessionState.CREATED.name().toLowerCase(Locale.ROOT);
      case "done" -> SessionState.COMPLETED.name().toLowerCase(Locale.ROOT);
      default ->
          Arrays.stream(SessionState.values())
              .map(state -> state.name().toLowerCase(Locale.ROOT))
              .filter(name -> name.replace('_', ' ').equals(word))
              .findFirst()
              .orElseThrow(() -> unknown(said));
    };
  }

  private static CliException unknown(String said) {
    List<String> words =
        Arrays.stream(Mark.values()).map(mark -> mark.word().replace(' ', '-')).toList();
    return CliException.misuse(
        "\"%s\" is no state: it takes %s.%s"
            .formatted(
                said,
                String.join(", ", words),
                Nearest.to(said, words).map(n -> " Did you mean \"" + n + "\"?").orElse("")));
  }

  /** Whether nothing more happens by itself. */
  public static boolean isSettled(SessionView session) {
    return switch (session.state()) {
      case CREATED, RUNNING, WAITING_FOR_USER -> false;
      case COMPLETED, FAILED, STOPPED, ARCHIVED, DELETED -> true;
    };
  }

  /** Whether it waits for a person and asks nothing: a login is missing, a limit was reached. */
  public static boolean isBlocked(SessionView session) {
    return session.state() == SessionState.WAITING_FOR_USER
        && session.reason() != SessionReason.APPROVAL
        && session.reason() != SessionReason.QUESTION
        && session.reason() != SessionReason.PLAN_REVIEW;
  }

  /** Whether it does not go on by itself, and that is not because its work is done. */
  public static boolean isInTrouble(SessionView session) {
    return isBlocked(session)
        || session.state() == SessionState.FAILED
        || session.state() == SessionState.STOPPED;
  }

  private static Mark of(SessionState state, SessionView session) {
    return switch (state) {
      case CREATED -> session.queued() == null ? Mark.WORKING : Mark.QUEUED;
      case RUNNING -> Mark.WORKING;
      case WAITING_FOR_USER -> Mark.NEEDS_YOU;
      case COMPLETED -> Mark.DONE;
      case FAILED -> Mark.FAILED;
      case STOPPED, DELETED -> Mark.STOPPED;
      case ARCHIVED ->
          session.archivedFrom() == null ? Mark.DONE : of(session.archivedFrom().state(), session);
    };
  }

  private static String reason(SessionView session, String otherwise) {
    SessionReason reason = session.reason();
    return reason == null ? otherwise : reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String place(SessionView session) {
    return session.queued() == null ? "" : " #" + session.queued().position();
  }

  private static String suffix(SessionView session) {
    return switch (session.state()) {
      case ARCHIVED -> " (archived)";
      case DELETED -> " (deleted)";
      case CREATED, RUNNING, WAITING_FOR_USER, COMPLETED, FAILED, STOPPED -> "";
    };
  }
}
