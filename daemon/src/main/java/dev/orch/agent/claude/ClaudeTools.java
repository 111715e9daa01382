package dev.orch.agent.claude;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a person wants to see of a tool call. */
final class ClaudeTools {
  /** Ends plan mode once a person accepts the plan. */
  static final String EXIT_PLAN_MODE = "ExitPlanMode";

  /** Asks a person. */
  static final String ASK = "AskUserQuestion";

  /** Those that do nothing but ask. */
  static final Set<String> ASKING = Set.of(ASK, EXIT_PLAN_MODE);

  /** Those that change files and nothing else. */
  static final Set<String> EDITING = Set.of("Write", "Edit", "MultiEdit", "NotebookEdit");

  /** The fields of an input that say most of it, the best first. */
  private static final List<String> TELLING =
      List.of(
          "command",
          "file_path",
          "notebook_path",
          "pattern",
          "path",
          "url",
          "query",
          "skill",
          "description",
          "prompt",
          "plan");

  private ClaudeTools() {}

  /** One line: a command, a path. Empty if the input says nothing in words. */
  static String summary(String tool, JsonNode input) {
    if (tool.equals(ASK)) {
      return oneLine(ClaudeJson.text(input.path("questions").path(0), "question"));
    }
    for (String field : TELLING) {
      String text = ClaudeJson.text(input, field);
      if (!text.isBlank()) {
        return oneLine(text);
      }
    }
    return input.isEmpty() ? "" : oneLine(input.toString());
  }

  /** All that a person needs to decide whether the tool may run. */
  static String detail(JsonNode request) {
    JsonNode input = request.path("input");
    StringBuilder detail = new StringBuilder();
    String command = ClaudeJson.text(input, "command");
    detail.append(command.isEmpty() ? ClaudeJson.pretty(input) : command);
    for (String field : List.of("description", "decision_reason", "blocked_path")) {
      String text = ClaudeJson.text(request, field);
      if (!text.isBlank()) {
        detail.append("\n\n").append(field.replace('_', ' ')).append(": ").append(text);
      }
    }
    return detail.toString();
  }

  /** The text in one line; whoever keeps it cuts it, once its secrets are out. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
