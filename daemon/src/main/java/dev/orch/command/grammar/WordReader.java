package dev.orch.command.grammar;

import java.util.List;
import java.util.Optional;

/** A place in a text that is read word by word. Used by one thread. */
final class WordReader {
  private final String text;
  private final List<Word> words;
  private int at;

  /**
   * At the beginning.
   *
   * @param words those of the text
   */
  WordReader(String text, List<Word> words) {
    this.text = text;
    this.words = words;
  }

  /** The next word, without going on. */
  Optional<Word> peek() {
    return at < words.size() ? Optional.of(words.get(at)) : Optional.empty();
  }

  /**
   * The next word.
   *
   * @param expected what it should be
   * @throws MisreadException at the end of the text
   */
  Word next(String expected) {
    Word word = peek().orElseThrow(() -> new MisreadException("", expected, List.of()));
    at++;
    return word;
  }

  /** Goes on behind the next word if it is this one. */
  void skip(String word) {
    if (peek().filter(next -> next.is(word)).isPresent()) {
      at++;
    }
  }

  /** The words from here. */
  List<Word> left() {
    return words.subList(at, words.size());
  }

  /** The text from here to its end, as {@link #between} has it. */
  Optional<String> rest() {
    return between(left());
  }

  /**
   * The text from the first of some words of it to the last, as it is written; behind a bare {@code
   * --} to the end of all; without the quotes around the whole. Empty if that is blank.
   */
  Optional<String> between(List<Word> some) {
    if (some.isEmpty()) {
      return Optional.empty();
    }
    Word first = some.getFirst();
    String said =
        first.is(CommandText.VERBATIM)
            ? text.substring(Math.min(text.length(), first.end() + 1))
            : Word.unquoted(text.substring(first.start(), some.getLast().end()));
    return Optional.of(said).filter(given -> !given.isBlank());
  }
}
