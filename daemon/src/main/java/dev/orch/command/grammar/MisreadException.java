package dev.orch.command.grammar;

import java.util.List;
import java.util.Optional;

/** A command in words that cannot be read: which word is wrong, and what was expected. */
public final class MisreadException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> nearest;
  private final String hint;

  /**
   * With the place.
   *
   * @param word what stands there; empty at the end of the text
   * @param expected what should stand there
   * @param nearest what may have been meant
   */
  MisreadException(String word, String expected, List<String> nearest) {
    this(word, expected, nearest, "");
  }

  /** The same with where what is expected is to be found. */
  MisreadException(String word, String expected, List<String> nearest, String hint) {
    super(
        (word.isEmpty() ? "the command ends where " : "\"" + word + "\" stands where ")
            + expected
            + " was expected");
    this.nearest = List.copyOf(nearest);
    this.hint = hint;
  }

  /** Where what was expected is to be found; empty for a word of the grammar. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }

  /** What may have been meant by the word. */
  public List<String> nearest() {
    return nearest;
  }
}
