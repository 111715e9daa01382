package dev.orch.cli.text;

import org.jspecify.annotations.Nullable;

/**
 * A piece of one line.
 *
 * @param mark shown before the text and giving it its colour
 */
public record Cell(@Nullable Mark mark, String text) {

  /** Text without a mark. */
  public static Cell of(String text) {
    return new Cell(null, text);
  }

  /** A mark and what it stands for. */
  public static Cell marked(Mark mark, String text) {
    return new Cell(mark, text);
  }
}
