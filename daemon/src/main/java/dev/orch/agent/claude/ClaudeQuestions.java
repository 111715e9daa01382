package dev.orch.agent.claude;

import dev.orch.domain.session.InputRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The questions of one request, as one question for a person and back. One question keeps its
 * options; several are asked together and answered in free text: one line each, in their order, or
 * one text that stands for all.
 */
final class ClaudeQuestions {
  private ClaudeQuestions() {}

  static InputRequest.Question question(JsonNode input) {
    List<JsonNode> questions = questions(input);
    return new InputRequest.Question(
        InputRequest.Kind.QUESTION,
        ClaudeTools.oneLine(
            questions.stream()
                .map(one -> ClaudeJson.text(one, "question"))
                .collect(Collectors.joining(" / "))),
        questions.stream().map(ClaudeQuestions::detail).collect(Collectors.joining("\n\n")),
        questions.size() == 1 ? labels(questions.getFirst()) : List.of());
  }

  private static String detail(JsonNode question) {
    String options =
        question
            .path("options")
            .valueStream()
            .map(option -> "\n- " + ClaudeJson.text(option, "label") + meaning(option))
            .collect(Collectors.joining());
    String several =
        question.path("multiSelect").asBoolean(false) ? "\n(more than one may be chosen)" : "";
    return ClaudeJson.text(question, "question") + options + several;
  }

  private static String meaning(JsonNode option) {
    String description = ClaudeJson.text(option, "description");
    return description.isBlank() || description.equals(ClaudeJson.text(option, "label"))
        ? ""
        : ": " + description;
  }

  private static List<String> labels(JsonNode question) {
    return question
        .path("options")
        .valueStream()
        .map(option -> ClaudeJson.text(option, "label"))
        .filter(label -> !label.isBlank())
        .toList();
  }

  /** The input with the answers added, by the text of each question. */
  static ObjectNode answered(ObjectNode input, @Nullable String option, @Nullable String text) {
    List<JsonNode> questions = questions(input);
    String whole = said(option, text);
    List<String> lines = whole.lines().map(String::strip).filter(one -> !one.isEmpty()).toList();
    ObjectNode answers = input.putObject("answers");
    for (int i = 0; i < questions.size(); i++) {
      boolean oneEach = questions.size() > 1 && lines.size() == questions.size();
      answers.put(ClaudeJson.text(questions.get(i), "question"), oneEach ? lines.get(i) : whole);
    }
    return input;
  }

  /** What a person answered, in words: an option, a text, or an option with a remark. */
  static String said(@Nullable String option, @Nullable String text) {
    if (option == null || option.isBlank()) {
      return text == null ? "" : text;
    }
    return text == null || text.isBlank() ? option : option + " (" + text + ")";
  }

  private static List<JsonNode> questions(JsonNode input) {
    return input.path("questions").valueStream().toList();
  }
}
