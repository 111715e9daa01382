package dev.orch.cli.view;

import dev.orch.api.session.SessionView;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.util.Arrays;
import java.util.List;

/** Many sessions in one line. */
public final class Overview {
  private Overview() {}

  /** How many there are of each word that occurs. */
  public static List<Cell> counts(List<SessionView> sessions) {
    return Arrays.stream(Mark.values())
        .filter(mark -> count(sessions, mark) > 0)
        .map(mark -> Cell.marked(mark, said(count(sessions, mark), mark) + news(sessions, mark)))
        .toList();
  }

  private static String news(List<SessionView> sessions, Mark mark) {
    long news =
        sessions.stream()
            .filter(session -> SessionWord.of(session) == mark && SessionWord.isNews(session))
            .count();
    return news == 0 ? "" : " (%d new)".formatted(news);
  }

  private static String said(long count, Mark mark) {
    return count > 1 && mark == Mark.NEEDS_YOU ? count + " need you" : count + " " + mark.word();
  }

  /** How many sessions have this word. */
  public static long count(List<SessionView> sessions, Mark mark) {
    return sessions.stream().filter(session -> SessionWord.of(session) == mark).count();
  }
}
