package dev.orch.dist.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in the dialect of the Anthropic Messages API: as events of a stream, or as one body.
 */
final class MessageEvents {
  private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<ObjectNode> events = new ArrayList<>();
  private final ArrayNode content = JSON.createArrayNode();
  private final ObjectNode message;

  private MessageEvents(String model, Answer answer) {
    message = JSON.createObjectNode();
    message.put("id", id("msg_")).put("type", "message").put("role", "assistant");
    message.put("model", model);
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.set("usage", usage(answer, 1));
  }

  static MessageEvents of(String model, Answer answer) {
    MessageEvents made = new MessageEvents(model, answer);
    made.event("message_start").set("message", made.message.deepCopy());
    if (!answer.thinking().isEmpty()) {
      made.thinking(answer.thinking());
    }
    if (!answer.text().isEmpty()) {
      made.text(answer.text());
    }
    answer.calls().forEach(made::call);
    made.end(answer);
    return made;
  }

  /** Every event, in order; each has its name as {@code type}. */
  List<ObjectNode> stream() {
    return events;
  }

  /** The whole message. */
  JsonNode body() {
    return message;
  }

  private void thinking(String text) {
    ObjectNode block = JSON.createObjectNode().put("type", "thinking");
    int index = start(block.deepCopy().put("thinking", "").put("signature", ""));
    delta(index, Map.of("type", "thinking_delta", "thinking", text));
    delta(index, Map.of("type", "signature_delta", "signature", "c2NyaXB0ZWQ="));
    stop(index, block.put("thinking", text).put("signature", "c2NyaXB0ZWQ="));
  }

  private void text(String text) {
    ObjectNode block = JSON.createObjectNode().put("type", "text");
    int index = start(block.deepCopy().put("text", ""));
    WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(word -> delta(index, Map.of("type", "text_delta", "text", word)));
    stop(index, block.put("text", text));
  }

  private void call(ToolCall call) {
    ObjectNode block = JSON.createObjectNode().put("type", "tool_use").put("id", id("toolu_"));
    block.put("name", call.name());
    ObjectNode empty = block.deepCopy();
    empty.putObject("input");
    int index = start(empty);
    delta(
        index,
        Map.of("type", "input_json_delta", "partial_json", JSON.writeValueAsString(call.input())));
    block.set("input", call.input());
    stop(index, block);
  }

  private void end(Answer answer) {
    String reason = answer.calls().isEmpty() ? "end_turn" : "tool_use";
    ObjectNode last = event("message_delta");
    last.putObject("delta").put("stop_reason", reason).putNull("stop_sequence");
    last.set("usage", usage(answer, answer.usage().output()));
    event("message_stop");
    message.set("content", content);
    message.put("stop_reason", reason);
    message.set("usage", usage(answer, answer.usage().output()));
  }

  private int start(ObjectNode block) {
    int index = content.size();
    event("content_block_start").put("index", index).set("content_block", block);
    return index;
  }

  private void delta(int index, Map<String, String> delta) {
    event("content_block_delta").put("index", index).set("delta", JSON.valueToTree(delta));
  }

  private void stop(int index, ObjectNode block) {
    event("content_block_stop").put("index", index);
    content.add(block);
  }

  private ObjectNode event(String type) {
    ObjectNode event = JSON.createObjectNode().put("type", type);
    events.add(event);
    return event;
  }

  private static ObjectNode usage(Answer answer, int output) {
    return JSON.createObjectNode()
        .put("input_tokens", answer.usage().input())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", 0)
        .put("output_tokens", output);
  }

  private static String id(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }
}
