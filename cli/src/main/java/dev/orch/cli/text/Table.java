package dev.orch.cli.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows in columns, as wide as their content. On a narrow terminal titles in the last column are
 * shortened; where that is not enough, rows go on in a line below. Nothing is left out, and nothing
 * that a person would copy is ever cut.
 *
 * @param headings empty for a table without them
 */
public record Table(List<String> headings, List<List<Cell>> rows) {
  private static final String GAP = "  ";

  /** Before what goes on below. */
  private static final String INDENT = "    ";

  private static final int NARROWEST = 12;

  /** The first column and what it names stay together. */
  private static final int TOGETHER = 2;

  /**
   * Its lines.
   *
   * @param columns of the terminal
   */
  public List<String> lines(Paint paint, int columns) {
    List<List<Cell>> all = new ArrayList<>();
    if (!headings.isEmpty()) {
      all.add(headings.stream().map(Cell::of).toList());
    }
    all.addAll(rows);
    int[] widths = widths(all, paint);
    Set<Integer> breaks = breaks(widths, columns);
    return all.stream().flatMap(row -> lines(row, breaks, widths, paint, columns)).toList();
  }

  private static int[] widths(List<List<Cell>> rows, Paint paint) {
    int count = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[count];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(paint.plain(row.get(i))));
      }
    }
    return widths;
  }

  /** The columns that begin a line. */
  private Set<Integer> breaks(int[] widths, int columns) {
    boolean gives = rows.stream().anyMatch(row -> row.getLast().fit() == Cell.Fit.SHORTENED);
    Set<Integer> breaks = new HashSet<>();
    int used = 0;
    for (int i = 0; i < widths.length; i++) {
      boolean title = gives && i == widths.length - 1;
      int needed = title ? Math.min(NARROWEST, widths[i]) : widths[i];
      if (i >= TOGETHER && used + GAP.length() + needed > columns) {
        breaks.add(i);
        used = INDENT.length();
      } else {
        used += GAP.length();
      }
      used += needed;
    }
    return breaks;
  }

  private static Stream<String> lines(
      List<Cell> row, Set<Integer> breaks, int[] widths, Paint paint, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i = 0; i < widths.length; i++) {
      String before = breaks.contains(i) ? INDENT : GAP;
      if (breaks.contains(i)) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        used = 0;
      }
      line.append(before);
      used += before.length();
      if (i == widths.length - 1) {
        line.append(paint.cell(row.get(i), Math.max(NARROWEST, columns - used)));
      } else {
        line.append(paint.cell(row.get(i), Integer.MAX_VALUE));
        line.append(" ".repeat(widths[i] - TextWidth.of(paint.plain(row.get(i)))));
        used += widths[i];
      }
    }
    lines.add(line.toString().stripTrailing());
    return lines.stream().filter(text -> !text.isEmpty());
  }
}
