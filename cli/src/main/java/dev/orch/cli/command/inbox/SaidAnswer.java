package dev.orch.cli.command.inbox;

import dev.orch.api.session.AnswerBody;
import dev.orch.api.session.InputRequestView;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it was typed.
 *
 * @param word a decision, or an option of what is asked
 */
record SaidAnswer(@Nullable String word, @Nullable String option, @Nullable String text) {
  private static final Map<String, InputRequestView.Decision> DECISIONS =
      Map.of(
          "allow", InputRequestView.Decision.ALLOW,
          "deny", InputRequestView.Decision.DENY,
          "always", InputRequestView.Decision.ALLOW_ALWAYS,
          "allow_always", InputRequestView.Decision.ALLOW_ALWAYS);

  /** What is suggested: always is only understood. */
  private static final List<String> WORDS = List.of("allow", "deny");

  /**
   * What it says to this request.
   *
   * @param asked empty if it is not known what is asked
   * @throws CliException if it says nothing
   */
  AnswerBody to(Optional<InputRequestView> asked) {
    List<String> options = asked.map(InputRequestView::options).orElse(List.of());
    if (word == null) {
      boolean words =
          option != null || (text != null && !asked.filter(SaidAnswer::decides).isPresent());
      if (!words) {
        throw CliException.misuse("orch answer: say which: " + choice(options) + ".");
      }
      return new AnswerBody(InputRequestView.Decision.ALLOW, named(options, option), text);
    }
    Optional<String> chosen = match(options, word);
    if (chosen.isPresent() && option == null) {
      return new AnswerBody(InputRequestView.Decision.ALLOW, chosen.get(), text);
    }
    InputRequestView.Decision decision = DECISIONS.get(word.toLowerCase(Locale.ROOT));
    if (decision == null && asked.isEmpty() && option == null) {
      // it may have been one of the options; the daemon knows what became of the question
      return new AnswerBody(InputRequestView.Decision.ALLOW, word, text);
    }
    if (decision == null) {
      throw unknown(word, options);
    }
    return new AnswerBody(decision, named(options, option), text);
  }

  private static boolean decides(InputRequestView asked) {
    return asked.kind() != InputRequestView.Kind.QUESTION;
  }

  private static @Nullable String named(List<String> options, @Nullable String said) {
    return said == null ? null : match(options, said).orElse(said);
  }

  private static Optional<String> match(List<String> options, String said) {
    return options.stream().filter(one -> one.equalsIgnoreCase(said.strip())).findFirst();
  }

  private static CliException unknown(String word, List<String> options) {
    List<String> known = new ArrayList<>(WORDS);
    known.addAll(options);
    return CliException.misuse(
        "orch answer: \"%s\" is no decision: it takes %s.%s"
            .formatted(
                word,
                choice(options),
                Nearest.to(word, known).map(near -> " Did you mean \"" + near + "\"?").orElse("")));
  }

  private static String choice(List<String> options) {
    List<String> all = new ArrayList<>(WORDS);
    options.forEach(option -> all.add("\"" + option + "\""));
    return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
  }
}
