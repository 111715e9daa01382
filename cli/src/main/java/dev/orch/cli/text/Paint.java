package dev.orch.cli.text;

/**
 * Turns cells into characters for one kind of terminal.
 *
 * @param colours whether it may send colour sequences
 * @param ascii whether only ASCII signs are sure to be shown
 */
public record Paint(boolean colours, boolean ascii) {
  private static final String ESCAPE = "\u001b[";

  /** What a reader sees of a cell, without colours. */
  public String plain(Cell cell) {
    boolean title = cell.fit() == Cell.Fit.SHORTENED;
    String safe = SafeText.line(cell.text());
    String text = ascii && title ? safe.replace("…", "...") : safe;
    return cell.mark() == null ? text : (cell.mark().sign(ascii) + " " + text).stripTrailing();
  }

  /** A cell in at most so many columns, if it may be shortened. */
  public String cell(Cell cell, int columns) {
    String plain =
        switch (cell.fit()) {
          case WHOLE -> plain(cell);
          case SHORTENED -> TextWidth.shorten(plain(cell), columns, ascii ? "~" : "…");
        };
    if (cell.mark() == null || !colours) {
      return plain;
    }
    return ESCAPE + cell.mark().colour() + "m" + plain + ESCAPE + "0m";
  }
}
