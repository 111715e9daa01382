package dev.orch.command.grammar;

import java.util.List;

/** A command in words that cannot be read: which word is wrong, and what was expected. */
public final class MisreadException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> nearest;

  /**
   * With the place.
   *
   * @param word what stands there; empty at the end of the text
   * @param expected what should stand there
   * @param nearest what may have been meant
   */
  MisreadException(String word, String expected, List<String> nearest) {
    super(
        (word.isEmpty() ? "the command ends where " : "\"" + word + "\" stands where ")
            + expected
            + " was expected");
    this.nearest = List.copyOf(nearest);
  }

  /** What may have been meant by the word. */
  public List<String> nearest() {
    return nearest;
  }
}
