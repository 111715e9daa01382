package dev.orch.agent.claude;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages that Claude Code reads from its standard input. */
final class ClaudeReplies {
  private ClaudeReplies() {}

  static ObjectNode initialize() {
    return request("initialize", ClaudeJson.object().put("subtype", "initialize"));
  }

  static ObjectNode interrupt() {
    return request("interrupt", ClaudeJson.object().put("subtype", "interrupt"));
  }

  /** The id of {@link #anythingElse}. */
  static final String ANYTHING_ELSE = "anything-else";

  /** A question whose answer is of no interest: only when it comes. */
  static ObjectNode anythingElse() {
    return request(ANYTHING_ELSE, ClaudeJson.object().put("subtype", "mcp_status"));
  }

  /** Takes back a message that it has not taken up; it does nothing if it has. */
  static ObjectNode takeBack(String messageId) {
    return request(
        "take-back-" + messageId,
        ClaudeJson.object().put("subtype", "cancel_async_message").put("message_uuid", messageId));
  }

  static ObjectNode permissionMode(String mode) {
    return request(
        "permission-mode",
        ClaudeJson.object().put("subtype", "set_permission_mode").put("mode", mode));
  }

  /**
   * A message of the user.
   *
   * @param id a UUID, by which newer versions report what becomes of it
   * @param blocks its texts, in order
   */
  static ObjectNode user(String id, List<String> blocks) {
    ObjectNode line = ClaudeJson.object().put("type", "user");
    ArrayNode content = line.putObject("message").put("role", "user").putArray("content");
    for (String block : blocks) {
      content.addObject().put("type", "text").put("text", block);
    }
    return line.put("uuid", id);
  }

  static ObjectNode allow(String key, JsonNode input) {
    ObjectNode decision = ClaudeJson.object().put("behavior", "allow");
    decision.set("updatedInput", input);
    return response(key, decision);
  }

  /** Allows, and changes the permission mode in the same step: nothing can be asked in between. */
  static ObjectNode allowAndSwitch(String key, JsonNode input, String mode) {
    ObjectNode decision = ClaudeJson.object().put("behavior", "allow");
    decision.set("updatedInput", input);
    decision
        .putArray("updatedPermissions")
        .addObject()
        .put("type", "setMode")
        .put("mode", mode)
        .put("destination", "session");
    return response(key, decision);
  }

  static ObjectNode deny(String key, String why) {
    return response(key, ClaudeJson.object().put("behavior", "deny").put("message", why));
  }

  /** Says that a control request is not understood, so that nothing waits for it. */
  static ObjectNode refuse(String key, String why) {
    ObjectNode line = ClaudeJson.object().put("type", "control_response");
    line.putObject("response").put("subtype", "error").put("request_id", key).put("error", why);
    return line;
  }

  private static ObjectNode request(String id, ObjectNode request) {
    ObjectNode line = ClaudeJson.object().put("type", "control_request").put("request_id", id);
    line.set("request", request);
    return line;
  }

  private static ObjectNode response(String key, ObjectNode decision) {
    ObjectNode line = ClaudeJson.object().put("type", "control_response");
    line.putObject("response")
        .put("subtype", "success")
        .put("request_id", key)
        .set("response", decision);
    return line;
  }
}
