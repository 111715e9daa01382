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
        .map(mark -> Cell.marked(mark, count(sessions, mark) + " " + mark.word()))
        .filter(cell -> !cell.text().startsWith("0 "))
        .toList();
  }

  /** How many sessions have this word. */
  public static long count(List<SessionView> sessions, Mark mark) {
    return sessions.stream().filter(session -> SessionWord.of(session) == mark).count();
  }
}
