package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.Reaction;
import dev.orch.agent.Reply;
import dev.orch.agent.Transcript;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Plays a recorded run against the protocol: gives the answers, messages and interrupts that were
 * given when it was recorded, at the place where the output shows that they had been.
 */
final class ClaudeReplay {
  private static final Pattern SOURCE =
      Pattern.compile(", source=" + OutputSource.class.getSimpleName() + "\\[[^\\]]*\\]");
  private static final int LONGEST = 300;

  private final ClaudeProtocol protocol = new ClaudeProtocol();
  private final Transcript transcript;
  private final Map<String, JsonNode> answers = new HashMap<>();
  private final Map<String, String> laterMessages = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<AgentEvent> events = new ArrayList<>();
  private final List<String> replies = new ArrayList<>();
  private ClaudeState state;

  ClaudeReplay(Transcript transcript, ClaudeState.Conduct conduct) {
    this.transcript = transcript;
    String opening = "";
    for (String line : transcript.said()) {
      JsonNode node = ClaudeJson.object(line).orElseGet(ClaudeJson::object);
      String uuid = ClaudeJson.text(node, "uuid");
      switch (ClaudeJson.text(node, "type")) {
        case "control_response" ->
            answers.put(
                ClaudeJson.text(node.path("response"), "request_id"),
                node.path("response").path("response"));
        case "user" -> {
          if (opening.isEmpty()) {
            opening = uuid;
          } else {
            laterMessages.put(
                uuid, ClaudeJson.text(node.path("message").path("content").path(0), "text"));
          }
        }
        default -> {}
      }
    }
    state =
        ClaudeState.first(
            new ClaudeState.Setup(
                3, conduct, recordedMode(), null, opening, List.of(), Usage.NONE));
  }

  private String recordedMode() {
    return transcript.frames().stream()
        .map(frame -> ClaudeJson.object(frame.text()).orElseGet(ClaudeJson::object))
        .filter(node -> ClaudeJson.text(node, "subtype").equals("init"))
        .map(node -> ClaudeJson.text(node, "permissionMode"))
        .findFirst()
        .orElse("default");
  }

  ClaudeReplay play() {
    for (OutputFrame frame : transcript.frames()) {
      JsonNode node = ClaudeJson.object(frame.text()).orElseGet(ClaudeJson::object);
      steerIfTakenUp(node);
      if (ClaudeJson.text(node.path("response"), "request_id").startsWith("int-")) {
        take("interrupt", protocol.interrupt(state));
      }
      Reaction reaction = protocol.accept(state, frame);
      take("", reaction);
      for (AgentEvent event : reaction.events()) {
        if (event instanceof AgentEvent.Asked(String key, InputRequest.Question question, _)) {
          answer(key, question);
        }
      }
    }
    lines.add("end " + end());
    return this;
  }

  private void steerIfTakenUp(JsonNode node) {
    String uuid = ClaudeJson.text(node, "command_uuid");
    String text = laterMessages.get(uuid);
    if (text != null
        && ClaudeJson.text(node, "state").equals("queued")
        && protocol.steerable(state)) {
      take("steer", protocol.steer(state, uuid, text));
    }
  }

  private void answer(String key, InputRequest.Question question) {
    JsonNode given = answers.get(key);
    if (given == null) {
      return;
    }
    InputRequest answered = request(key, question, given);
    take("answer", protocol.answer(state, answered));
    take("answer again", protocol.answer(state, answered));
  }

  private static InputRequest request(String key, InputRequest.Question question, JsonNode given) {
    boolean allowed = ClaudeJson.text(given, "behavior").equals("allow");
    @Nullable String option =
        given
            .path("updatedInput")
            .path("answers")
            .valueStream()
            .map(one -> one.asString(""))
            .findFirst()
            .orElse(null);
    return new InputRequest(
        "request001",
        new SessionId("0123456789"),
        3,
        key,
        question,
        InputRequest.Status.ANSWERED,
        new InputRequest.Answer(
            allowed ? InputRequest.Decision.ALLOW : InputRequest.Decision.DENY,
            option,
            ClaudeJson.textOrNull(given, "message"),
            Instant.EPOCH),
        Instant.EPOCH);
  }

  private void take(String what, Reaction reaction) {
    state = (ClaudeState) protocol.decode(protocol.encode(reaction.state()));
    events.addAll(reaction.events());
    for (AgentEvent event : reaction.events()) {
      lines.add(cut(SOURCE.matcher(event.toString()).replaceAll("")));
    }
    for (Reply reply : reaction.replies()) {
      replies.add(reply.text());
      lines.add((what.isEmpty() ? "reply" : what) + " > " + cut(reply.text().strip()));
    }
    if (reaction.input() == Reaction.Input.ENDS) {
      lines.add("input ends");
    }
  }

  private static String cut(String text) {
    String line = text.replace("\n", "\\n");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  Outcome end() {
    return protocol.end(state, transcript.exit());
  }

  /** Everything that came of it, one line each. */
  String story() {
    return String.join("\n", lines) + "\n";
  }

  List<AgentEvent> events() {
    return events;
  }

  List<String> replies() {
    return replies;
  }

  ClaudeState state() {
    return state;
  }
}
