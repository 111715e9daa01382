package dev.orch.dist.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one session of a scripted agent is sent for, with something of every kind in it, and what
 * must be recorded of it: each of that once.
 *
 * @param number tells it from others; the exit code that it ends with, and which {@link Asks} it is
 */
record Errand(int number) {
  /** Messages before it asks, and as many afterwards. */
  static final int LINES = 30;

  static final String TYPES =
      "session.*,command.*,worktree.*,turn.*,process.started,process.exited,process.lost,agent.*,input.*,artifact.*";

  /** What it asks and the tool that it asks with; named by how that is answered or what it is. */
  private enum Asks {
    ALLOWED("[[ask echo asked >> asked.txt]]", "Bash"),
    DENIED("[[ask echo asked >> asked.txt]]", "Bash"),
    QUESTION("[[question Which?]]", "AskUserQuestion"),
    PLAN("[[plan First this.]]", "ExitPlanMode");

    private final String directive;
    private final String tool;

    Asks(String directive, String tool) {
      this.directive = directive;
      this.tool = tool;
    }
  }

  private Asks asks() {
    return Asks.values()[number % Asks.values().length];
  }

  String prompt() {
    return "[[lines %1$d 40]][[think hard]][[stderr beware]][[malformed]]%2$s[[write w.txt w]][[lines %1$d 40]][[code %3$d]]"
        .formatted(LINES, asks().directive, number);
  }

  /** What its one request is answered with. */
  Map<String, String> answer() {
    return switch (asks()) {
      case ALLOWED, PLAN -> Map.of("decision", "allow");
      case DENIED -> Map.of("decision", "deny", "text", "not so");
      case QUESTION -> Map.of("decision", "allow", "option", "No");
    };
  }

  /** What {@code asked.txt} holds in its worktree; empty if it must not be there. */
  String asked() {
    return asks() == Asks.ALLOWED ? "asked\n" : "";
  }

  /** What must be recorded in this order, since the agent printed it in this order. */
  List<String> printed() {
    List<String> all = new ArrayList<>(lines());
    all.add("agent.thinking hard");
    all.add("agent.unrecognized this line is not JSON");
    all.add("agent.tool_started " + asks().tool);
    if (asks() == Asks.PLAN) {
      all.add("agent.plan First this.");
    }
    all.add("agent.tool_finished " + (asks() == Asks.DENIED ? "failed" : "well"));
    all.add("agent.tool_started Write");
    all.add("agent.tool_finished well");
    all.addAll(lines());
    all.add("agent.usage 100");
    return all;
  }

  private static List<String> lines() {
    return IntStream.rangeClosed(1, LINES).mapToObj(i -> "agent.message line " + i).toList();
  }

  /** What must be recorded beside that. */
  List<String> happened() {
    Stream<String> always =
        Stream.of(
            "session.created",
            "command.dispatched",
            "worktree.created",
            "turn.started",
            "process.started",
            "session.started",
            "agent.unrecognized beware",
            "input.requested",
            "session.waiting",
            "input.answered " + answer().get("decision"),
            "session.continued",
            "process.exited " + number,
            "turn.finished completed",
            "session.completed",
            "artifact.created diff.patch",
            "artifact.created transcript.md",
            "artifact.created transcript.jsonl",
            "artifact.created summary.md");
    return asks() == Asks.PLAN
        ? Stream.concat(always, Stream.of("artifact.created plan.md")).toList()
        : always.toList();
  }

  /** Whether the agent printed this event to its standard output. */
  static boolean isPrinted(JsonNode event) {
    return event.path("payload").path("source").path("stream").asString("").equals("out")
        && event.path("type").asString().startsWith("agent.");
  }

  /** An event as it stands in the lists above. */
  static String inWords(JsonNode event) {
    JsonNode payload = event.path("payload");
    String type = event.path("type").asString();
    String detail =
        switch (type) {
          case "agent.message", "agent.thinking", "agent.unrecognized", "agent.plan" ->
              payload.path("text").asString();
          case "agent.tool_started" -> payload.path("tool").asString();
          case "agent.tool_finished" -> payload.path("failed").asBoolean() ? "failed" : "well";
          case "agent.usage" -> payload.path("usage").path("input_tokens").asString();
          case "input.answered" -> payload.path("decision").asString();
          case "process.exited" -> payload.path("code").asString();
          case "turn.finished" -> payload.path("verdict").asString();
          case "artifact.created" -> payload.path("name").asString();
          default -> "";
        };
    return (type + " " + detail).strip();
  }
}
