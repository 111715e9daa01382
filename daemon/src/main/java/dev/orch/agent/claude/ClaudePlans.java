package dev.orch.agent.claude;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Finds the plan that a person is to review. Older versions put it into the request; newer ones
 * into the request, or only into the model's tool call, or into a file that the model wrote before.
 */
final class ClaudePlans {
  private static final Pattern PLAN_FILE = Pattern.compile(".*/plans/[^/]+\\.md");

  private final ClaudeTurn turn;

  ClaudePlans(ClaudeTurn turn) {
    this.turn = turn;
  }

  /** Remembers what a tool call tells of a plan. */
  void noteTool(String id, String tool, JsonNode input) {
    switch (tool) {
      case ClaudeTools.EXIT_PLAN_MODE -> {
        String plan = ClaudeJson.text(input, "plan");
        if (!plan.isBlank()) {
          turn.requests(turn.requests().withProposal(new ClaudeState.Draft(id, plan)));
        }
      }
      case "Write" -> written(ClaudeJson.text(input, "file_path"), input);
      case "Edit" -> edited(ClaudeJson.text(input, "file_path"), input);
      default -> {}
    }
  }

  private void written(String path, JsonNode input) {
    if (PLAN_FILE.matcher(path).matches()) {
      turn.requests(
          turn.requests().withFile(new ClaudeState.Draft(path, ClaudeJson.text(input, "content"))));
    }
  }

  private void edited(String path, JsonNode input) {
    ClaudeState.Draft file = turn.requests().file();
    String before = ClaudeJson.text(input, "old_string");
    if (file == null || !file.place().equals(path) || before.isEmpty()) {
      return;
    }
    String after = ClaudeJson.text(input, "new_string");
    int at = file.text().indexOf(before);
    if (at < 0) {
      return;
    }
    String text =
        input.path("replace_all").asBoolean(false)
            ? file.text().replace(before, after)
            : file.text().substring(0, at) + after + file.text().substring(at + before.length());
    turn.requests(turn.requests().withFile(new ClaudeState.Draft(path, text)));
  }

  /** The plan of a request; empty if none can be found. */
  String plan(String toolId, JsonNode input) {
    String stated = ClaudeJson.text(input, "plan");
    if (!stated.isBlank()) {
      return stated;
    }
    ClaudeState.Draft proposal = turn.requests().proposal();
    if (proposal != null && proposal.place().equals(toolId)) {
      return proposal.text();
    }
    ClaudeState.Draft file = turn.requests().file();
    return file == null ? "" : file.text();
  }
}
