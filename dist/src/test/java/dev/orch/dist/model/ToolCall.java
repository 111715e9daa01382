package dev.orch.dist.model;

import dev.orch.dist.model.Directive.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tool call of the model's answer, in the words of Claude Code's tools. */
record ToolCall(String name, JsonNode input) {

  /** What a directive becomes; empty when the agent does not offer the tool. */
  static Optional<ToolCall> of(Call call, Conversation conversation) {
    String argument = call.argument();
    String[] words = argument.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    ToolCall wanted =
        switch (call.tool()) {
          case WRITE ->
              of(
                  "Write",
                  Map.of(
                      "file_path",
                      absolute(words[0], conversation),
                      "content",
                      rest.replace("\\n", "\n") + "\n"));
          case READ -> of("Read", Map.of("file_path", absolute(words[0], conversation)));
          case BASH -> of("Bash", Map.of("command", argument, "description", "run " + argument));
          case ASK -> of("AskUserQuestion", Map.of("questions", List.of(question(argument))));
          case PLAN -> of("ExitPlanMode", Map.of("plan", argument));
          case TOOL ->
              new ToolCall(words[0], JsonMapper.shared().readTree(rest.isEmpty() ? "{}" : rest));
        };
    boolean offered =
        call.tool() == Directive.Tool.TOOL || conversation.tools().contains(wanted.name());
    return offered ? Optional.of(wanted) : Optional.empty();
  }

  private static ToolCall of(String name, Map<String, ?> input) {
    return new ToolCall(name, JsonMapper.shared().valueToTree(input));
  }

  private static Map<String, Object> question(String text) {
    return Map.of(
        "question",
        text,
        "header",
        "Question",
        "options",
        List.of(
            Map.of("label", "Yes", "description", "Yes"),
            Map.of("label", "No", "description", "No")),
        "multiSelect",
        false);
  }

  private static String absolute(String path, Conversation conversation) {
    return path.startsWith("/")
        ? path
        : conversation.folder().map(folder -> folder + "/" + path).orElse(path);
  }
}
