package dev.orch.cli.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows in columns, as wide as their content. On a narrow terminal titles in the last column are
 * shortened; where that is not enough, what can be done without is left out, column by column; and
 * at last rows go on in a line below. Nothing that a person would copy is ever cut.
 *
 * @param headings empty for a table without them
 * @param spare headings of what is left out where there is little room, the first one first
 */
public record Table(List<String> headings, List<List<Cell>> rows, List<String> spare) {
  private static final String GAP = "  ";

  /** Before what goes on below, where it cannot stand under the second column. */
  private static final int INDENT = 4;

  private static final int NARROWEST = 12;

  /** The first column and what it names stay together. */
  private static final int TOGETHER = 2;

  /** One of which nothing is left out. */
  public Table(List<String> headings, List<List<Cell>> rows) {
    this(headings, rows, List.of());
  }

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
    Layout layout = layout(widths, columns);
    if (!layout.breaks().isEmpty() && !spare.isEmpty()) {
      return narrower().lines(paint, columns);
    }
    return all.stream().flatMap(row -> lines(row, layout, widths, paint, columns)).toList();
  }

  private Table narrower() {
    int column = headings.indexOf(spare.getFirst());
    return new Table(
        without(column, headings),
        rows.stream().map(row -> without(column, row)).toList(),
        spare.subList(1, spare.size()));
  }

  private static <T> List<T> without(int column, List<T> row) {
    List<T> rest = new ArrayList<>(row);
    rest.remove(column);
    return rest;
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

  /** Whether the last cell has room though others of its column have none: nothing is below it. */
  private boolean fits(List<Cell> row, int i, int used, Paint paint, int columns) {
    return i == row.size() - 1
        && !hasTitles()
        && used + GAP.length() + TextWidth.of(paint.plain(row.get(i))) <= columns;
  }

  private boolean hasTitles() {
    return rows.stream().anyMatch(row -> row.getLast().fit() == Cell.Fit.SHORTENED);
  }

  /**
   * How rows are broken.
   *
   * @param breaks the columns that begin a line
   * @param indent before those
   * @param widest columns that the longest line takes
   */
  private record Layout(Set<Integer> breaks, int indent, int widest) {}

  /** What goes on below stands under the second column, where that takes no more lines. */
  private Layout layout(int[] widths, int columns) {
    Layout plain = layout(widths, columns, INDENT);
    if (plain.breaks().isEmpty()) {
      return plain;
    }
    Layout hanging = layout(widths, columns, 2 * GAP.length() + widths[0]);
    boolean asShort = hanging.breaks().size() == plain.breaks().size();
    return asShort && hanging.widest() <= columns ? hanging : plain;
  }

  private Layout layout(int[] widths, int columns, int indent) {
    boolean gives = hasTitles();
    Set<Integer> breaks = new HashSet<>();
    int used = 0;
    int widest = 0;
    for (int i = 0; i < widths.length; i++) {
      boolean title = gives && i == widths.length - 1;
      int needed = title ? Math.min(NARROWEST, widths[i]) : widths[i];
      if (i >= TOGETHER && used + GAP.length() + needed > columns) {
        breaks.add(i);
        used = indent;
      } else {
        used += GAP.length();
      }
      used += needed;
      widest = Math.max(widest, used);
    }
    return new Layout(breaks, indent, widest);
  }

  private Stream<String> lines(
      List<Cell> row, Layout layout, int[] widths, Paint paint, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i = 0; i < widths.length; i++) {
      boolean below = layout.breaks().contains(i) && !fits(row, i, used, paint, columns);
      String before = below ? " ".repeat(layout.indent()) : GAP;
      if (below) {
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
