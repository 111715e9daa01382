package dev.orch.cli.view;

import dev.orch.api.session.SessionView;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sessions as a table, one row each. */
public final class SessionRows {
  private static final List<String> HEADINGS =
      List.of("ID", "PROJECT", "AGENT", "ACTION", "STATE", "FOR", "CHANGES", "TITLE");

  /** What the session's own page has, and the title mostly tells. */
  private static final List<String> SPARE = List.of("ACTION", "CHANGES", "AGENT", "FOR");

  private SessionRows() {}

  /** In the given order. */
  public static Table of(List<SessionView> sessions, Instant now) {
    return new Table(HEADINGS, sessions.stream().map(session -> row(session, now)).toList(), SPARE);
  }

  private static List<Cell> row(SessionView session, Instant now) {
    return List.of(
        Cell.of(session.id()),
        Cell.of(session.projectSlug()),
        Cell.of(session.agent()),
        Cell.of(session.action()),
        SessionWord.brief(session),
        Cell.of(Ages.of(Duration.between(since(session), now))),
        Cell.of(changes(session)),
        Cell.title(title(session)));
  }

  /** What its age in the list is counted from. */
  static Instant since(SessionView session) {
    return session.queued() == null ? session.stateSince() : session.queued().since();
  }

  private static String title(SessionView session) {
    return session.queued() == null
        ? session.title()
        : "%s  (%s)".formatted(session.title(), QueueWords.why(session));
  }

  /** {@code +48 -3}, or a dash where nothing is known of any. */
  public static String changes(SessionView session) {
    SessionView.Changes changes = session.changes();
    return changes == null ? "-" : "+%d -%d".formatted(changes.added(), changes.removed());
  }
}
