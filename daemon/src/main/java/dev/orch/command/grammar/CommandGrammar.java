package dev.orch.command.grammar;

import dev.orch.domain.project.NearestName;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a command in words. The same text means the same for ever: no model is asked, nothing is
 * guessed, and what cannot be read is refused at the word that is wrong.
 *
 * <pre>{@code
 * AGENT ACTION PROJECT [SCOPE] [PROMPT]                claude implement my-app add caching
 * ask AGENT to ACTION ... in PROJECT                   ask codex to analyze src/payments in my-app
 * ACTION ... for PROJECT with AGENT                    plan a migration for my-app with claude
 * tell SESSION MESSAGE                                 tell k3v focus on error handling
 * stop|archive|unarchive SESSION, resume SESSION [MESSAGE]
 * }</pre>
 *
 * <p>Case does not matter but in what is passed on. Options ({@code --model}, {@code --base},
 * {@code --scope}) stand between the project and the prompt, or at the end; what follows a bare
 * {@code --} is the prompt, to the end and as it is.
 */
public final class CommandGrammar {
  private static final Set<String> OPENERS = Set.of("ask", "have", "let", "get", "tell");
  private static final String POLITE = "please";

  private final Vocabulary vocabulary;

  /** With the names that may be used. */
  public CommandGrammar(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * What the text says.
   *
   * @throws MisreadException at the first word that fits nothing
   */
  public Command.Wanted read(String text) {
    WordReader words = new WordReader(text, Word.of(text));
    words.skip(POLITE);
    Word first = words.next("an agent, an action or a word such as stop");
    Optional<SessionVerb> verb = SessionVerb.of(first);
    if (verb.isPresent() && !namesAgent(verb.get(), words)) {
      return act(verb.get(), words);
    }
    Optional<CommandAction> action = action(first);
    if (action.isPresent()) {
      return new StartReader(vocabulary, words, action.get()).withoutAgent();
    }
    if (OPENERS.contains(first.name())) {
      return start(words.next("an agent"), words, true);
    }
    if (vocabulary.agents().contains(first.name())) {
      return start(first, words, false);
    }
    throw new MisreadException(
        first.text(),
        "an agent, an action or a word such as stop",
        NearestName.of(first.name(), beginnings()));
  }

  private boolean namesAgent(SessionVerb verb, WordReader words) {
    return verb == SessionVerb.TELL
        && words.peek().map(Word::name).filter(vocabulary.agents()::contains).isPresent();
  }

  private Command.Wanted start(Word named, WordReader words, boolean spoken) {
    if (!vocabulary.agents().contains(named.name())) {
      throw new MisreadException(
          named.text(), "an agent", NearestName.of(named.name(), vocabulary.agents()));
    }
    if (spoken) {
      words.skip("to");
    }
    Word word = words.next("an action");
    CommandAction action =
        action(word)
            .orElseThrow(() ->
                new MisreadException(
                    word.text(), "an action", NearestName.of(word.name(), actions())));
    return new StartReader(vocabulary, words, action).with(named.name());
  }

  private Command.Wanted act(SessionVerb verb, WordReader words) {
    Word session = words.next("a session");
    if (!vocabulary.isSession(session.name())) {
      throw new MisreadException(
          session.text(),
          "the id of a session",
          vocabulary.nearestSessions(session.name()),
          "orch sessions list shows what there is");
    }
    String message = words.rest().orElse(null);
    if (message == null && verb.message() == SessionVerb.Message.NEEDED) {
      throw new MisreadException("", "a message", List.of());
    }
    if (message != null && verb.message() == SessionVerb.Message.NONE) {
      throw new MisreadException(message, "nothing more", List.of());
    }
    return new Command.Wanted.Act(verb.asked(), session.name(), message);
  }

  private static Optional<CommandAction> action(Word word) {
    return Arrays.stream(CommandAction.values())
        .filter(action -> action.wireName().equals(word.name()))
        .findFirst();
  }

  private static List<String> actions() {
    return Arrays.stream(CommandAction.values()).map(CommandAction::wireName).toList();
  }

  private List<String> beginnings() {
    return Stream.of(
            vocabulary.agents().stream(),
            actions().stream(),
            Arrays.stream(SessionVerb.values()).map(SessionVerb::word),
            OPENERS.stream())
        .flatMap(names -> names)
        .distinct()
        .sorted()
        .toList();
  }
}
