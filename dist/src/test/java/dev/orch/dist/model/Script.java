package dev.orch.dist.model;

import dev.orch.dist.model.Directive.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directives of one prompt, cut into the answers they make: each tool call ends one, and what
 * follows the last is the closing message.
 */
record Script(List<Directive> directives, List<List<Directive>> answers) {
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\[\\[\\s*([a-z]+)\\b\\s*(.*?)\\]\\]", Pattern.DOTALL);

  static Script of(String prompt) {
    List<Directive> directives = new ArrayList<>();
    List<List<Directive>> answers = new ArrayList<>();
    answers.add(new ArrayList<>());
    Matcher found = DIRECTIVE.matcher(prompt);
    while (found.find()) {
      Directive.parse(found.group(1), found.group(2).strip())
          .ifPresent(directive -> {
            directives.add(directive);
            append(answers, directive);
          });
    }
    return new Script(List.copyOf(directives), List.copyOf(answers));
  }

  private static void append(List<List<Directive>> answers, Directive directive) {
    if (directive instanceof Directive.And && answers.size() > 1) {
      List<Directive> open = answers.removeLast();
      answers.getLast().addAll(open);
      return;
    }
    answers.getLast().add(directive);
    if (directive instanceof Call) {
      answers.add(new ArrayList<>());
    }
  }

  /** Whether it asks for a tool anywhere. */
  boolean callsTools() {
    return directives.stream().anyMatch(Call.class::isInstance);
  }

  /** The answer that is due when so many tool calls were made already. */
  List<Directive> answerAfter(int calls) {
    int left = calls;
    for (List<Directive> answer : answers) {
      int made = (int) answer.stream().filter(Call.class::isInstance).count();
      if (made == 0 || left < made) {
        return answer;
      }
      left -= made;
    }
    return answers.getLast();
  }
}
