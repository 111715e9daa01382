package dev.orch.dist.docs;

import java.util.List;
import java.util.regex.Pattern;

/** The README's table from the commands of the original to ours. */
final class ReadmeTable {
  private static final Pattern ONE_COMMAND = Pattern.compile("`[^`]+`");

  private ReadmeTable() {}

  static List<Page.Row> rows() {
    return Page.read(Checkout.ROOT.resolve("README.md")).tableBehind("## From the original");
  }

  /** The commands that have a row. */
  static List<String> originals() {
    return rows().stream().flatMap(row -> row.spans(0).stream()).toList();
  }

  /** What the last column says. */
  enum State {
    BUILT("built"),
    PLANNED("planned");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  /** What is typed here, where that is one command. */
  static List<String> commands(State state) {
    return rows().stream()
        .filter(row -> row.cell(2).equals(state.word))
        .map(row -> row.cell(1))
        .filter(cell -> ONE_COMMAND.matcher(cell).matches())
        .map(cell -> cell.substring(1, cell.length() - 1))
        .toList();
  }
}
