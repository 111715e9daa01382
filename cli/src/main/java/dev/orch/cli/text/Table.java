package dev.orch.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns. Columns are as wide as their content; only the last one gives way to a narrow
 * terminal, so that nothing a person would copy is ever cut.
 *
 * @param headings empty for a table without them
 */
public record Table(List<String> headings, List<List<Cell>> rows) {
  private static final String GAP = "  ";
  private static final int NARROWEST = 12;

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
    return all.stream().map(row -> line(row, widths, paint, columns)).toList();
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

  private static String line(List<Cell> row, int[] widths, Paint paint, int columns) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int i = 0; i < row.size(); i++) {
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
