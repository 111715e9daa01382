package dev.orch.project;

import static java.util.stream.Collectors.joining;

import dev.orch.domain.operation.Count;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Something of the project's sessions is in the way. Nothing was changed. */
public final class ProjectBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How many are named in words; {@link #sessions} has all. */
  private static final int MOST_NAMED = 5;

  private final Reason reason;
  private final transient List<SessionId> sessions;

  /** Why. */
  public enum Reason {
    /** They are not at their end. */
    LIVE,
    /** Work on their files is going on. */
    AT_WORK,
    /** Something of them is kept, or was left, that nothing would name any more. */
    KEPT
  }

  private ProjectBusyException(Reason reason, String message, List<SessionId> sessions) {
    super(message);
    this.reason = reason;
    this.sessions = List.copyOf(sessions);
  }

  /** They are not at their end, or their last turn is not; each is named with what ends it. */
  static ProjectBusyException live(Project project, List<Session> sessions) {
    return new ProjectBusyException(
        Reason.LIVE,
        "%s: %s"
            .formatted(
                Count.of(
                    sessions.size(),
                    "session of \"%s\" is not at its end".formatted(project.slug()),
                    "sessions of \"%s\" are not at their end".formatted(project.slug())),
                some(sessions, ProjectBusyException::words)),
        ids(sessions));
  }

  /** In words, the first of them and how many more there are. */
  private static <T> String some(List<T> all, Function<T, String> words) {
    String first = all.stream().limit(MOST_NAMED).map(words).collect(joining(", "));
    int more = all.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private static List<SessionId> ids(List<Session> sessions) {
    return sessions.stream().map(Session::id).toList();
  }

  private static String words(Session session) {
    return switch (session.state()) {
      case WAITING_FOR_USER ->
          "%1$s waits for you (orch inbox, or orch stop %1$s)".formatted(session.id());
      case CREATED, RUNNING ->
          "%1$s is %2$s (orch stop %1$s)".formatted(session.id(), session.state().wireName());
      case COMPLETED, FAILED, STOPPED, ARCHIVED, DELETED ->
          "%s is %s, but its last turn has not ended yet (ask again; if it does not end, orch doctor)"
              .formatted(session.id(), session.state().wireName());
    };
  }

  /** Work on the files of one is going on; the first is named. */
  static ProjectBusyException atWork(Project project, List<Operation> open) {
    Operation first = open.getFirst();
    return new ProjectBusyException(
        Reason.AT_WORK,
        "session %s of \"%s\" has an operation that is at work: %s; if it does not end, orch doctor says why"
            .formatted(first.session(), project.slug(), first.kind().wireName()),
        open.stream().map(Operation::session).toList());
  }

  /** Work on their files ended in the middle. */
  static ProjectBusyException unfinished(Project project, List<Operation> left) {
    return new ProjectBusyException(
        Reason.KEPT,
        "work on files of \"%s\" is not finished: %s; orch doctor says why, orch doctor --fix goes on"
            .formatted(
                project.slug(),
                some(left, one -> "%s of %s".formatted(one.kind().wireName(), one.session()))),
        left.stream().map(Operation::session).toList());
  }

  /**
   * Without the project nothing would name what is kept of them.
   *
   * @param inTrash of these it is in the trash
   * @param released of these the worktree was given up
   */
  static ProjectBusyException kept(
      Project project, List<SessionId> inTrash, List<SessionId> released) {
    List<String> ways = new ArrayList<>();
    if (!inTrash.isEmpty()) {
      ways.add(
          "of %s in the trash (orch trash; then orch restore or orch trash --empty)"
              .formatted(list(inTrash)));
    }
    if (!released.isEmpty()) {
      ways.add(
          "of %s as a released worktree (orch resume or orch followup; or orch delete)"
              .formatted(list(released)));
    }
    return new ProjectBusyException(
        Reason.KEPT,
        "work of \"%s\" is kept aside and nothing would name it any more: %s"
            .formatted(project.slug(), String.join("; ", ways)),
        Stream.concat(inTrash.stream(), released.stream()).distinct().toList());
  }

  private static String list(List<SessionId> sessions) {
    return some(sessions, SessionId::value);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Which. */
  public List<SessionId> sessions() {
    return sessions;
  }
}
