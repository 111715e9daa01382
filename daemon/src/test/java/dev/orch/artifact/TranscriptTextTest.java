package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.api.event.TranscriptEntry.Role;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TranscriptTextTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void whoSpeaksIsToldApart() {
    assertThat(role(EventType.AGENT_MESSAGE, new AgentPayload.Message("hi", null, null)))
        .isEqualTo(Role.AGENT);
    assertThat(role(EventType.FOLLOW_UP_KEPT, new FollowUpPayload.Kept("f", "also docs", "auto")))
        .isEqualTo(Role.USER);
    assertThat(role(EventType.INPUT_ANSWERED, new InputPayload.Answered("r", "deny", null, "no")))
        .isEqualTo(Role.USER);
    assertThat(
            role(
                EventType.AGENT_TOOL_FINISHED,
                new AgentPayload.ToolFinished("t", false, "ok", null, null)))
        .isEqualTo(Role.TOOL);
    assertThat(
            role(
                EventType.SESSION_FAILED,
                new SessionPayload.Step(
                    "running", "failed", "agent_failed", null, null, null, null)))
        .isEqualTo(Role.SYSTEM);
  }

  @Test
  void ourOwnMachineryIsNoPartOfTheConversation() {
    assertThat(Transcript.entries(event(EventType.PROCESS_STARTED, new ProcessPayload.Started(17))))
        .isEmpty();
  }

  @Test
  void anEntryIsOneLineOfJsonWhateverItsTextIs() {
    String text = "a\nb\u2028\"c\"\u001b[0m\\";
    TranscriptEntry entry =
        entry(EventType.AGENT_MESSAGE, new AgentPayload.Message(text, null, null));

    String json = TranscriptText.json(entry);

    assertThat(json).doesNotContain("\n");
    assertThat(JsonMapper.shared().readTree(json).get("text").asString()).isEqualTo(text);
  }

  @Test
  void noControlCharacterReachesTheMarkdown() {
    for (char c = 0; c < 0xa0; c++) {
      TranscriptEntry entry =
          entry(EventType.AGENT_MESSAGE, new AgentPayload.Message("a" + c + "b", null, null));
      String allowed = c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f) ? String.valueOf(c) : "";

      String shown = TranscriptText.markdown(entry).strip();

      assertThat(shown.substring(1, shown.length() - 1).chars().filter(Character::isISOControl))
          .containsExactlyElementsOf(
              allowed.chars().filter(Character::isISOControl).boxed().toList());
    }
  }

  @Test
  void theOutputOfAFailedToolCannotEndItsBlock() {
    TranscriptEntry entry =
        entry(
            EventType.AGENT_TOOL_FINISHED,
            new AgentPayload.ToolFinished("t", true, "a\n```\n# not a heading", null, null));

    assertThat(TranscriptText.markdown(entry).strip().lines().skip(2))
        .hasSize(3)
        .allMatch(line -> line.startsWith("        "));
  }

  private static Role role(EventType type, EventPayload payload) {
    return entry(type, payload).role();
  }

  private static TranscriptEntry entry(EventType type, EventPayload payload) {
    return Transcript.entries(event(type, payload)).getFirst();
  }

  private static Event event(EventType type, EventPayload payload) {
    Actor actor = new Actor(Actor.Kind.AGENT, "claude");
    return new Event(7, new NewEvent(type, NOON, null, "0123456789", 1, actor, payload));
  }
}
