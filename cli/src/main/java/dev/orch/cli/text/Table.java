package dev.orch.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in columns, as wide as their content. On a narrow terminal spare columns are left out, then
 * titles in the last column are shortened; nothing that a person would copy is ever cut.
 *
 * @param headings empty for a table without them
 * @param spare the columns that may be missing, counted from 0, the least needed first
 */
public record Table(List<String> headings, List<List<Cell>> rows, List<Integer> spare) {
  private static final String GAP = "  ";
  private static final int NARROWEST = 12;

  /** A table that needs all of its columns. */
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
    List<Integer> shown = shown(widths, columns);
    return all.stream().map(row -> line(row, shown, widths, paint, columns)).toList();
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

  private List<Integer> shown(int[] widths, int columns) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, widths.length).boxed().toList());
    for (int column : spare) {
      if (narrowest(shown, widths) > columns) {
        shown.removeIf(i -> i == column);
      }
    }
    return shown;
  }

  private int narrowest(List<Integer> shown, int[] widths) {
    int last = widths.length - 1;
    boolean gives = rows.stream().anyMatch(row -> row.getLast().fit() == Cell.Fit.SHORTENED);
    return shown.stream()
        .mapToInt(
            i -> GAP.length() + (i == last && gives ? Math.min(NARROWEST, widths[i]) : widths[i]))
        .sum();
  }

  private static String line(
      List<Cell> row, List<Integer> shown, int[] widths, Paint paint, int columns) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i : shown) {
      line.append(GAP);
      used += GAP.length();
      if (i == widths.length - 1) {
        line.append(paint.cell(row.get(i), Math.max(NARROWEST, columns - used)));
      } else {
        line.append(paint.cell(row.get(i), Integer.MAX_VALUE));
        line.append(" ".repeat(widths[i] - TextWidth.of(paint.plain(row.get(i)))));
        used += widths[i];
      }
    }
    return line.toString().stripTrailing();
  }
}
