package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.Reaction;
import dev.orch.agent.Reply;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StreamName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that outlives a message, and makes the next one begin. */
class ClaudeBackgroundTest {
  private static final String INIT =
      "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s\"}";
  private static final String OK =
      "{\"type\":\"result\",\"subtype\":\"success\",\"terminal_reason\":\"completed\"}";
  private static final String RUNS =
      "{\"type\":\"system\",\"subtype\":\"background_tasks_changed\",\"tasks\":"
          + "[{\"task_id\":\"b\"}]}";
  private static final String RUNS_NO_MORE =
      "{\"type\":\"system\",\"subtype\":\"background_tasks_changed\",\"tasks\":[]}";
  private static final String NEWS =
      "{\"type\":\"system\",\"subtype\":\"task_notification\",\"task_id\":\"b\"}";
  private static final String NOTHING_ELSE =
      "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\","
          + "\"request_id\":\"anything-else\"}}";

  private final ClaudeProtocol protocol = new ClaudeProtocol();
  private final List<AgentEvent> events = new ArrayList<>();
  private final List<String> replies = new ArrayList<>();
  private final List<Reaction.Input> inputs = new ArrayList<>();
  private ClaudeState state =
      ClaudeState.first(
          new ClaudeState.Setup(
              1, ClaudeState.Conduct.WRITES, "", null, "opening", List.of(), Usage.NONE));

  private void say(String... lines) {
    for (String line : lines) {
      Reaction reaction =
          protocol.accept(state, new OutputFrame(StreamName.OUT, 0, line.length() + 1, line, true));
      state = (ClaudeState) protocol.decode(protocol.encode(reaction.state()));
      events.addAll(reaction.events());
      reaction.replies().stream().map(Reply::text).forEach(replies::add);
      inputs.add(reaction.input());
    }
  }

  @Test
  void theInputStaysOpenUntilTheNewsOfItAreDealtWith() {
    say(INIT, RUNS, OK);
    assertThat(events.getLast())
        .isEqualTo(new AgentEvent.BackgroundChanged(AgentEvent.Activity.BACKGROUND));
    assertThat(protocol.activity(state)).isEqualTo(AgentEvent.Activity.BACKGROUND);

    say(NEWS, RUNS_NO_MORE);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);
    say(INIT);
    assertThat(events.getLast())
        .isEqualTo(new AgentEvent.BackgroundChanged(AgentEvent.Activity.WORKING));
    assertThat(protocol.activity(state)).isEqualTo(AgentEvent.Activity.WORKING);
    say(OK);
    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
    assertThat(replies).isEmpty();
  }

  @Test
  void newsInAnOpenMessageMayMakeItBeginAnotherOne() {
    say(INIT, RUNS, NEWS, RUNS_NO_MORE, OK);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);
    assertThat(replies).singleElement().asString().contains("anything-else");

    say(INIT, NOTHING_ELSE);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);
    say(OK);
    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
    assertThat(replies).hasSize(1);
  }

  @Test
  void newsInAnOpenMessageMayBeTakenIn() {
    say(INIT, RUNS, NEWS, RUNS_NO_MORE, OK, NOTHING_ELSE);

    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
    assertThat(events).noneMatch(AgentEvent.BackgroundChanged.class::isInstance);
  }

  @Test
  void anEndWhileItIsAskedForNewsIsTheEndOfItsLastMessage() {
    say(INIT, RUNS, NEWS, RUNS_NO_MORE, OK);

    assertThat(protocol.end(state, new ProcessExit.Lost()).verdict())
        .isEqualTo(Outcome.Verdict.COMPLETED);
  }

  @Test
  void workThatWasKilledIsNotWaitedFor() {
    say(INIT);
    say("{\"type\":\"system\",\"subtype\":\"task_started\",\"task_id\":\"b\"}", OK);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);

    say(
        "{\"type\":\"system\",\"subtype\":\"task_updated\",\"task_id\":\"b\","
            + "\"patch\":{\"status\":\"killed\"}}");

    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
  }

  @Test
  void workInTheForegroundIsNone() {
    say(
        INIT,
        "{\"type\":\"system\",\"subtype\":\"task_started\",\"task_id\":\"b\","
            + "\"is_backgrounded\":false}",
        OK);

    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
  }
}
