package dev.orch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as a table of Markdown; rows are printed as they come. */
final class Table {
  /** What is wanted of a figure. */
  enum Goal {
    AT_MOST,
    AT_LEAST,
    NONE
  }

  private final List<String> missed = new ArrayList<>();

  Table() {
    System.out.println("| what | goal | figure | to the anchor | note |");
    System.out.println("| --- | ---: | ---: | ---: | --- |");
  }

  /**
   * One more row.
   *
   * @param anchor what the same unit is of something bare; 0 if nothing is comparable
   */
  void row(String what, Goal goal, double wanted, Figure figure, double anchor) {
    boolean met =
        switch (goal) {
          case AT_MOST -> figure.value() <= wanted;
          case AT_LEAST -> figure.value() >= wanted;
          case NONE -> true;
        };
    if (!met) {
      missed.add(what);
    }
    String sign = goal == Goal.AT_MOST ? "≤ " : "≥ ";
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,.1f %s%s | %s | %s |%n",
        what,
        goal == Goal.NONE ? "–" : "%s%,.0f %s".formatted(sign, wanted, figure.unit()),
        figure.value(),
        figure.unit(),
        met ? "" : " **missed**",
        anchor == 0 ? "–" : String.format(Locale.ROOT, "%.1f×", figure.value() / anchor),
        figure.note());
  }

  /** Something that could not be measured, and why. */
  void skipped(String what, String why) {
    System.out.printf("| %s | – | skipped | – | %s |%n", what, why);
  }

  /** A number that was measured. */
  record Figure(double value, String unit, String note) {}

  List<String> missed() {
    return List.copyOf(missed);
  }
}
