package dev.orch.cli.text;

import org.jspecify.annotations.Nullable;

/**
 * A piece of one line.
 *
 * @param mark shown before the text and giving it its colour
 */
public record Cell(@Nullable Mark mark, String text, Fit fit) {

  /** What becomes of it where there is little room. */
  public enum Fit {
    /** Never cut: somebody may want to copy it. */
    WHOLE,
    /** Cut at its end. */
    SHORTENED
  }

  /** Text without a mark. */
  public static Cell of(String text) {
    return new Cell(null, text, Fit.WHOLE);
  }

  /** Words to read and not to copy: a title, a message. */
  public static Cell title(String text) {
    return new Cell(null, text, Fit.SHORTENED);
  }

  /** A mark and what it stands for. */
  public static Cell marked(Mark mark, String text) {
    return new Cell(mark, text, Fit.WHOLE);
  }
}
