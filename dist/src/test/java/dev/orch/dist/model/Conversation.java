package dev.orch.dist.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one request to the model says. All state of a conversation is in the request, so resuming,
 * forking and restarting an agent need nothing remembered here.
 *
 * @param system the system text
 * @param messages every text of every message, oldest first
 * @param prompt what the user wrote last
 * @param calls how many tool calls were made since
 * @param tools the names of the tools that may be called
 * @param offersTools false for the side calls an agent makes for itself, such as titles
 */
public record Conversation(
    String system,
    List<Said> messages,
    String prompt,
    int calls,
    Set<String> tools,
    boolean offersTools) {
  /** Text that agents put beside what the user wrote. */
  private static final Pattern NOISE =
      Pattern.compile(
          "<(system-reminder|reminder|todo_status)\\b[^>]*>.*?</\\1>"
              + "|\\[Request interrupted by user[^\\]]*\\]",
          Pattern.DOTALL);

  /** How newer agents hand on, as a text of the system, what the user says during a turn. */
  private static final String SENT_MEANWHILE = "The user sent a new message while you were working";

  /** Tools that may be called though they are only announced by name. */
  private static final Pattern ANNOUNCED =
      Pattern.compile("deferred tools are now available[^\\n]*\\n((?:\\w+\\n)+)");

  private static final Pattern FOLDER =
      Pattern.compile("working directory:?\\s*(/[^\\s\"<`]+)", Pattern.CASE_INSENSITIVE);

  /** One text of a message. */
  public record Said(String role, String text) {}

  /** Reads the body of a request. */
  static Conversation of(JsonNode body) {
    List<Said> messages = new ArrayList<>();
    String prompt = "";
    int calls = 0;
    for (JsonNode message : body.path("messages")) {
      String role = message.path("role").asString("");
      for (String text : texts(message.path("content")).toList()) {
        messages.add(new Said(role, text));
        String written = NOISE.matcher(text).replaceAll("").strip();
        boolean fromUser = role.equals("user") || written.startsWith(SENT_MEANWHILE);
        if (fromUser && !written.isEmpty()) {
          prompt = written;
          calls = 0;
        }
      }
      calls += (int) toolUses(message).count();
    }
    Set<String> tools = new LinkedHashSet<>();
    body.path("tools").forEach(tool -> tools.add(tool.path("name").asString("")));
    boolean offersTools = !tools.isEmpty();
    messages.forEach(said -> addAnnounced(said.text(), tools));
    String system = String.join("\n", texts(body.path("system")).toList());
    return new Conversation(system, List.copyOf(messages), prompt, calls, tools, offersTools);
  }

  /** The folder the agent says it works in. */
  Optional<String> folder() {
    return Stream.concat(Stream.of(system), messages.stream().limit(4).map(Said::text))
        .map(FOLDER::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static void addAnnounced(String text, Set<String> tools) {
    Matcher announced = ANNOUNCED.matcher(text);
    while (announced.find()) {
      announced.group(1).lines().forEach(tools::add);
    }
  }

  private static Stream<JsonNode> toolUses(JsonNode message) {
    return message
        .path("content")
        .valueStream()
        .filter(block -> block.path("type").asString("").equals("tool_use"));
  }

  private static Stream<String> texts(JsonNode content) {
    if (content.isString()) {
      return Stream.of(content.asString());
    }
    return content
        .valueStream()
        .map(block -> block.path("text").asString(""))
        .filter(text -> !text.isEmpty());
  }
}
