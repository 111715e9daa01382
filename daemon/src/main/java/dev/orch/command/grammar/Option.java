package dev.orch.command.grammar;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command in words may say with a word of its own, before its prompt or at its end. */
enum Option {
  SCOPE,
  MODEL,
  BASE,
  BRANCH;

  /** With its two dashes. */
  String word() {
    return "--" + name().toLowerCase(Locale.ROOT);
  }

  static Optional<Option> of(Word word) {
    return Arrays.stream(values()).filter(option -> word.is(option.word())).findFirst();
  }

  /** Says it, if there is something to say. */
  void append(StringBuilder text, @Nullable String value) {
    if (value != null) {
      text.append(' ').append(word()).append(' ').append(Word.quoted(value));
    }
  }
}
