package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the model said, the tools it called and what came of them. */
final class ClaudeMessages {
  private static final String INTERRUPTED = "[Request interrupted by user";

  private final ClaudeTurn turn;
  private final OutputSource source;

  ClaudeMessages(ClaudeTurn turn, OutputSource source) {
    this.turn = turn;
    this.source = source;
  }

  /** One answer of the model comes in several of these, one block each. */
  void assistant(JsonNode node) {
    String error = ClaudeJson.text(node, "error");
    if (!error.isEmpty()) {
      turn.facts(turn.facts().withError(error));
      turn.say(new AgentPayload.Failed(error, flat(node.path("message").path("content")), source));
      return;
    }
    String subagent = ClaudeJson.textOrNull(node, "parent_tool_use_id");
    JsonNode content = node.path("message").path("content");
    if (content.isString()) {
      said(content.asString(""), subagent);
    }
    for (JsonNode block : content.values()) {
      block(block, subagent);
    }
  }

  private void block(JsonNode block, @Nullable String subagent) {
    switch (ClaudeJson.text(block, "type")) {
      case "text" -> said(ClaudeJson.text(block, "text"), subagent);
      case "thinking" -> thought(ClaudeJson.text(block, "thinking"), subagent);
      case "redacted_thinking" -> {}
      case "tool_use", "server_tool_use", "mcp_tool_use" -> toolStarted(block, subagent);
      case "web_search_tool_result", "web_fetch_tool_result", "mcp_tool_result" ->
          toolFinished(block, subagent);
      default -> turn.say(new AgentPayload.Unrecognized(block.toString(), source));
    }
  }

  private void said(String text, @Nullable String subagent) {
    if (!text.isEmpty()) {
      turn.say(new AgentPayload.Message(text, subagent, source));
    }
  }

  private void thought(String text, @Nullable String subagent) {
    if (!text.isEmpty()) {
      turn.say(new AgentPayload.Thinking(text, subagent, source));
    }
  }

  private void toolStarted(JsonNode block, @Nullable String subagent) {
    String id = ClaudeJson.text(block, "id");
    String tool = ClaudeJson.text(block, "name");
    JsonNode input = block.path("input");
    new ClaudePlans(turn).noteTool(id, tool, input);
    turn.say(
        new AgentPayload.ToolStarted(
            id,
            tool,
            ClaudeTools.summary(tool, input),
            input.toString(),
            ClaudeTools.ASKING.contains(tool),
            subagent,
            source));
  }

  private void toolFinished(JsonNode block, @Nullable String subagent) {
    String id = ClaudeJson.text(block, "tool_use_id");
    boolean failed = block.path("is_error").asBoolean(false);
    turn.say(
        new AgentPayload.ToolFinished(id, failed, flat(block.path("content")), subagent, source));
    turn.pendingByTool(id).ifPresent(this::over);
  }

  /** The tool went on, so whoever waited for an answer has it, or does not want it any more. */
  private void over(ClaudeState.Pending waiting) {
    turn.forget(waiting);
    turn.event(
        waiting.open()
            ? new AgentEvent.Withdrawn(
                waiting.key(), "Claude Code went on without an answer.", source)
            : new AgentEvent.AnswerAcknowledged(waiting.key()));
  }

  /** What Claude Code tells the model in the user's name: mostly what came of a tool call. */
  void user(JsonNode node) {
    String subagent = ClaudeJson.textOrNull(node, "parent_tool_use_id");
    JsonNode content = node.path("message").path("content");
    boolean madeUp = node.path("isSynthetic").asBoolean(false) || subagent != null;
    if (content.isString()) {
      userText(content.asString(""), madeUp);
    }
    for (JsonNode block : content.values()) {
      switch (ClaudeJson.text(block, "type")) {
        case "tool_result" -> toolFinished(block, subagent);
        case "text" -> userText(ClaudeJson.text(block, "text"), madeUp);
        default -> turn.say(new AgentPayload.Unrecognized(block.toString(), source));
      }
    }
  }

  /**
   * A sub-agent's prompt and a skill's text stand in their tool calls; an interruption is told by
   * the result.
   */
  private void userText(String text, boolean madeUp) {
    if (!madeUp && !text.isBlank() && !text.startsWith(INTERRUPTED)) {
      turn.say(new AgentPayload.Unrecognized(text, source));
    }
  }

  /** The texts of a content, which is one text or a list of blocks. */
  private static String flat(JsonNode content) {
    if (content.isString()) {
      return content.asString("");
    }
    return content
        .valueStream()
        .map(block -> {
          String text = ClaudeJson.text(block, "text");
          return text.isEmpty() ? "[" + ClaudeJson.text(block, "type") + "]" : text;
        })
        .collect(Collectors.joining("\n"));
  }
}
