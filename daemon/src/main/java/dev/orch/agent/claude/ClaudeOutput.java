package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.LaunchPlan;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.OutputFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What one line of standard output means: finds who can tell. */
final class ClaudeOutput {
  private final ClaudeTurn turn;
  private final OutputSource source;

  ClaudeOutput(ClaudeTurn turn, OutputSource source) {
    this.turn = turn;
    this.source = source;
  }

  void accept(OutputFrame frame) {
    Optional<JsonNode> line = frame.whole() ? ClaudeJson.object(frame.text()) : Optional.empty();
    if (line.isEmpty()) {
      unrecognized(frame.text());
      return;
    }
    JsonNode node = line.get();
    switch (ClaudeJson.text(node, "type")) {
      case "assistant" -> new ClaudeMessages(turn, source).assistant(node);
      case "user" -> new ClaudeMessages(turn, source).user(node);
      case "system" -> new ClaudeSystem(turn, source).accept(node);
      case "result" -> new ClaudeResults(turn, source).accept(node);
      case "control_request" -> new ClaudeRequests(turn, source).asked(node);
      case "control_cancel_request" ->
          new ClaudeRequests(turn, source).cancelled(ClaudeJson.text(node, "request_id"));
      case "control_response" -> responded(node.path("response"));
      case "command_lifecycle" -> messageLife(node);
      case "rate_limit_event" -> limit(node.path("rate_limit_info"));
      // Progress for a screen: each of these is said again, whole, by a line of another type.
      case "stream_event",
          "keep_alive",
          "tool_progress",
          "tool_use_summary",
          "auth_status",
          "prompt_suggestion" -> {}
      default -> unrecognized(frame.text());
    }
  }

  private void responded(JsonNode response) {
    if (ClaudeJson.text(response, "request_id").equals(ClaudeReplies.ANYTHING_ELSE)) {
      turn.hasNoNews();
      return;
    }
    if (!ClaudeJson.text(response, "subtype").equals("error")) {
      return;
    }
    String error = ClaudeJson.text(response, "error");
    turn.say(new AgentPayload.Failed("control_request", error, source));
    if (ClaudeJson.text(response, "request_id").equals("permission-mode")) {
      turn.event(
          new AgentEvent.Noticed(
              new LaunchPlan.Notice(
                  Warning.Code.AGENT_MISCONFIGURED,
                  "Claude Code did not change its permission mode: " + error,
                  "It asks before it edits files: answer, or stop the session.")));
    }
  }

  private void messageLife(JsonNode node) {
    String message = ClaudeJson.text(node, "command_uuid");
    if (message.equals(turn.setup().openingId())) {
      turn.work(turn.work().withReports());
      return;
    }
    if (!turn.work().steered().contains(message)) {
      return;
    }
    switch (ClaudeJson.text(node, "state")) {
      case "started", "completed" -> {
        settled(message);
        turn.event(new AgentEvent.MessageAcknowledged(message));
        if (turn.messageClosed()) {
          turn.works();
        }
      }
      case "cancelled" -> settled(message);
      default -> {}
    }
  }

  private void settled(String message) {
    List<String> left = new ArrayList<>(turn.work().steered());
    left.remove(message);
    turn.work(turn.work().withSteered(left));
  }

  private void limit(JsonNode info) {
    if (ClaudeJson.text(info, "status").equals("rejected") && info.path("resetsAt").isNumber()) {
      turn.facts(turn.facts().withLimit(info.path("resetsAt").asLong(0)));
    }
  }

  private void unrecognized(String text) {
    turn.say(new AgentPayload.Unrecognized(text, source));
  }
}
