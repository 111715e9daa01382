package dev.orch.command.grammar;

import dev.orch.domain.project.NearestName;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what follows the action of a command in words. Used once, by one thread. */
final class StartReader {
  private static final Set<String> IN = Set.of("in", "for", "on", "of");
  private static final Set<String> WITH = Set.of("with", "using", "by", "via");
  private static final String USING = "using";

  private final Vocabulary vocabulary;
  private final WordReader reader;
  private final CommandAction action;
  private final Map<Option, String> options = new EnumMap<>(Option.class);
  private @Nullable String agent;

  /**
   * Of what this reader has left.
   *
   * @param action what was asked for
   */
  StartReader(Vocabulary vocabulary, WordReader reader, CommandAction action) {
    this.vocabulary = vocabulary;
    this.reader = reader;
    this.action = action;
  }

  /** For the agent that was named first. */
  Command.Wanted.Work with(String named) {
    this.agent = named;
    return read();
  }

  /** For the agent that is named at the end. */
  Command.Wanted.Work withoutAgent() {
    return read();
  }

  private Command.Wanted.Work read() {
    List<Word> words = trailingOptions(reader.left());
    if (!words.isEmpty() && vocabulary.isProject(words.getFirst().name())) {
      String project = words.getFirst().name();
      List<Word> said = leadingOptions(words.subList(1, words.size()));
      requireOnly(project, said);
      return start(project, agentAtEnd(said));
    }
    return spoken(words);
  }

  /**
   * Refuses a sentence that names one project behind the action and another at its end: both could
   * be meant.
   */
  private void requireOnly(String project, List<Word> said) {
    if (said.isEmpty() || said.getFirst().is(CommandText.VERBATIM)) {
      return;
    }
    for (int at = 0; at + 1 < said.size(); at++) {
      if (isProjectAt(at, said) && areClauses(said.subList(at + 2, said.size()))) {
        requireSame(project, said.get(at + 1));
      }
    }
  }

  private boolean isProjectAt(int at, List<Word> words) {
    return IN.contains(words.get(at).name()) && vocabulary.isProject(words.get(at + 1).name());
  }

  private static void requireSame(String project, Word other) {
    if (!other.name().equals(project)) {
      throw new MisreadException(
          other.text(),
          "no project beside %s, or the prompt behind a bare --,".formatted(project),
          List.of());
    }
  }

  private static boolean areClauses(List<Word> words) {
    for (int at = 0; at < words.size(); at += 2) {
      if (!WITH.contains(words.get(at).name())) {
        return false;
      }
    }
    return words.size() % 2 == 0;
  }

  /**
   * {@code ... in PROJECT [with AGENT] [using MODEL]}: the last project with nothing else behind.
   */
  private Command.Wanted.Work spoken(List<Word> words) {
    for (int at = words.size() - 2; at >= 0; at--) {
      if (isProjectAt(at, words)) {
        String project = words.get(at + 1).name();
        clauses(words.subList(at + 2, words.size()));
        List<Word> said = words.subList(0, at);
        for (int before = 0; before + 1 < said.size(); before++) {
          if (isProjectAt(before, said)) {
            requireSame(project, said.get(before + 1));
          }
        }
        return start(project, said);
      }
    }
    throw noProject(words);
  }

  private MisreadException noProject(List<Word> words) {
    List<Word> candidates = new ArrayList<>();
    for (int at = words.size() - 2; at >= 0; at--) {
      if (IN.contains(words.get(at).name())) {
        candidates.add(words.get(at + 1));
      }
    }
    words.stream().findFirst().ifPresent(candidates::add);
    for (Word candidate : candidates) {
      List<String> nearest = vocabulary.nearestProjects(candidate.name());
      if (!nearest.isEmpty()) {
        return noProject(candidate.text(), nearest);
      }
    }
    String word = candidates.isEmpty() ? "" : candidates.getFirst().text();
    return noProject(word, List.of());
  }

  private static MisreadException noProject(String word, List<String> nearest) {
    return new MisreadException(
        word, "a project", nearest, "orch projects list shows what is registered");
  }

  private Command.Wanted.Work start(String project, List<Word> said) {
    if (agent == null) {
      throw new MisreadException("", "the agent, such as \"with claude\",", List.of());
    }
    List<Word> prompt = said;
    if (!options.containsKey(Option.SCOPE) && startsWithScope(project, said)) {
      options.put(Option.SCOPE, said.getFirst().value());
      prompt = said.subList(1, said.size());
    }
    return new Command.Wanted.Work(
        agent,
        action.wireName(),
        project,
        options.get(Option.SCOPE),
        reader.between(prompt).orElse(null),
        options.get(Option.MODEL),
        options.get(Option.BASE),
        options.get(Option.BRANCH));
  }

  private boolean startsWithScope(String project, List<Word> said) {
    if (said.isEmpty() || said.getFirst().is(CommandText.VERBATIM)) {
      return false;
    }
    String word = said.getFirst().value();
    boolean looksLikePath = said.size() == 1 || word.contains("/") || word.contains(".");
    return looksLikePath && vocabulary.isPath(project, word);
  }

  /** Takes the options that the words begin with; gives the words behind them. */
  private List<Word> leadingOptions(List<Word> words) {
    List<Word> left = words;
    while (!left.isEmpty() && left.getFirst().text().startsWith("--")) {
      Word word = left.getFirst();
      if (word.is(CommandText.VERBATIM)) {
        return left;
      }
      Option option = Option.of(word).orElseThrow(() -> unknownOption(word));
      if (left.size() == 1) {
        throw new MisreadException("", "the value of " + option.word(), List.of());
      }
      take(option, left.get(1));
      left = left.subList(2, left.size());
    }
    return left;
  }

  private static MisreadException unknownOption(Word word) {
    List<String> known = new ArrayList<>();
    for (Option option : Option.values()) {
      known.add(option.word());
    }
    return new MisreadException(
        word.text(),
        "one of " + String.join(", ", known) + " or --",
        NearestName.of(word.text(), known));
  }

  /** Takes the options that the words end with, if none of them is verbatim; gives those before. */
  private List<Word> trailingOptions(List<Word> words) {
    if (words.stream().anyMatch(word -> word.is(CommandText.VERBATIM))) {
      return words;
    }
    List<Word> left = words;
    while (left.size() >= 2) {
      Optional<Option> option = Option.of(left.get(left.size() - 2));
      if (option.isEmpty()) {
        return left;
      }
      take(option.get(), left.getLast());
      left = left.subList(0, left.size() - 2);
    }
    return left;
  }

  private void take(Option option, Word value) {
    if (options.putIfAbsent(option, value.value()) != null) {
      throw new MisreadException(option.word(), "nothing said twice", List.of());
    }
  }

  /** {@code PROJECT ... with AGENT}, where no agent was named before. */
  private List<Word> agentAtEnd(List<Word> words) {
    int size = words.size();
    boolean named =
        agent == null
            && size >= 2
            && WITH.contains(words.get(size - 2).name())
            && vocabulary.agents().contains(words.getLast().name());
    if (!named) {
      return words;
    }
    agent = words.getLast().name();
    return words.subList(0, size - 2);
  }

  /** {@code with AGENT} and {@code using MODEL}, in any order, and nothing else. */
  private void clauses(List<Word> words) {
    for (int at = 0; at < words.size(); at += 2) {
      Word with = words.get(at);
      if (!WITH.contains(with.name())) {
        throw new MisreadException(
            with.text(), "\"with\" or \"using\", or nothing more,", List.of());
      }
      if (at + 1 == words.size()) {
        throw new MisreadException("", "an agent or a model", List.of());
      }
      clause(with, words.get(at + 1));
    }
  }

  private void clause(Word with, Word named) {
    if (agent == null && vocabulary.agents().contains(named.name())) {
      agent = named.name();
    } else if (with.is(USING)) {
      take(Option.MODEL, named);
    } else {
      throw new MisreadException(
          named.text(), "an agent", NearestName.of(named.name(), vocabulary.agents()));
    }
  }
}
