package dev.orch.cli.view;

import dev.orch.api.session.SessionState;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.text.Mark;
import dev.orch.cli.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The state that a list of sessions is asked for. */
public sealed interface AskedState {

  /** One of ours: sessions of several of the API's states are shown under it. */
  record Shown(Mark mark) implements AskedState {}

  /** One that only the API tells apart. */
  record Stored(SessionState state) implements AskedState {
    /** As the API says it. */
    public String wireName() {
      return AskedState.wireName(state);
    }
  }

  /**
   * What was said, in our words, such as {@code needs-you}, or in the API's.
   *
   * @throws CliException if it is neither
   */
  static AskedState of(String said) {
    String word = said.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", " ");
    Optional<AskedState> shown =
        Arrays.stream(Mark.values())
            .filter(mark -> mark.word().equals(word))
            .findFirst()
            .map(Shown::new);
    return shown.or(() -> stored(word)).orElseThrow(() -> unknown(said, words()));
  }

  private static Optional<AskedState> stored(String word) {
    return Arrays.stream(SessionState.values())
        .filter(state -> wireName(state).replace('_', ' ').equals(word))
        .findFirst()
        .map(Stored::new);
  }

  /** The words that are offered. */
  static List<String> words() {
    return Stream.concat(
            Arrays.stream(Mark.values()).map(Mark::typed),
            Stream.of(wireName(SessionState.ARCHIVED)))
        .toList();
  }

  /** A state as the API says it. */
  static String wireName(SessionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** That what was said is none of these words for states. */
  static CliException unknown(String said, List<String> words) {
    return CliException.misuse(
        "\"%s\" is no state: it takes %s.%s"
            .formatted(
                said,
                String.join(", ", words),
                Nearest.to(said, words).map(n -> " Did you mean \"" + n + "\"?").orElse("")));
  }
}
