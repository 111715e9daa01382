package dev.orch.dist.agents;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What to look for in the lines an agent printed. */
public final class Frames {
  private Frames() {}

  /** The type of a line with its subtype or state: {@code system/init}, {@code result/success}. */
  public static String kind(JsonNode frame) {
    String type = frame.path("type").asString("");
    String detail = frame.path("subtype").asString(frame.path("state").asString(""));
    return detail.isEmpty() ? type : type + "/" + detail;
  }

  /** The texts of all assistant messages, in order. */
  public static List<String> texts(List<JsonNode> frames) {
    return blocks(frames, "assistant")
        .map(block -> block.path("text").asString(""))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** The results of all tool calls, in order. */
  public static List<JsonNode> toolResults(List<JsonNode> frames) {
    return blocks(frames, "user")
        .filter(block -> block.path("type").asString("").equals("tool_result"))
        .toList();
  }

  /** The states a message went through, in order. */
  public static List<String> states(List<JsonNode> frames, String uuid) {
    return frames.stream()
        .filter(frame -> frame.path("command_uuid").asString("").equals(uuid))
        .map(frame -> frame.path("state").asString())
        .toList();
  }

  private static Stream<JsonNode> blocks(List<JsonNode> frames, String type) {
    return frames.stream()
        .filter(frame -> frame.path("type").asString("").equals(type))
        .flatMap(frame -> frame.path("message").path("content").valueStream());
  }
}
