package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.Reaction;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.StreamName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaudeResumedTest {
  private static final String MISSING =
      "{\"type\":\"result\",\"subtype\":\"error_during_execution\",\"is_error\":true,"
          + "\"errors\":[\"No conversation found with session ID: s\"]}";

  private final ClaudeProtocol protocol = new ClaudeProtocol();

  /** What a line means to a process that was started to go on with a conversation. */
  private Reaction heard(Usage earlier, String line) {
    ClaudeState.Setup setup =
        new ClaudeState.Setup(
            2, ClaudeState.Conduct.WRITES, "acceptEdits", null, "opening", List.of(), earlier);
    return protocol.accept(
        ClaudeState.first(setup),
        new OutputFrame(StreamName.OUT, 0, line.length() + 1, line, true));
  }

  @Test
  void whatEarlierTurnsCostIsTakenOffWhereItIsCountedAgain() {
    String result =
        "{\"type\":\"result\",\"is_error\":false,\"total_cost_usd\":0.75,\"usage\":{"
            + "\"output_tokens\":2},\"modelUsage\":{\"m\":{\"outputTokens\":%s}}}";
    Usage earlier = new Usage(9, 20, 0, 0.5);

    assertThat(protocol.usage(heard(earlier, result.formatted(22)).state()).costUsd())
        .isEqualTo(0.25);
    assertThat(protocol.usage(heard(earlier, result.formatted(2)).state()).costUsd())
        .isEqualTo(0.75);
  }

  @Test
  void aConversationThatIsNotThereIsForgottenOnlyIfNoTurnOfItWasFinished() {
    assertThat(heard(new Usage(9, 20, 0, 0.5), MISSING).events())
        .doesNotHaveAnyElementsOfTypes(AgentEvent.SessionForgotten.class);
    assertThat(heard(Usage.NONE, MISSING).events())
        .hasAtLeastOneElementOfType(AgentEvent.SessionForgotten.class);
  }

  @Test
  void aPromptIsHeardOnceAMessageBeginsWithIt() {
    assertThat(protocol.heard(heard(Usage.NONE, "{\"type\":\"keep_alive\"}").state())).isFalse();
    assertThat(protocol.heard(heard(Usage.NONE, MISSING).state())).isFalse();
    String begins = "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s\"}";
    assertThat(protocol.heard(heard(Usage.NONE, begins).state())).isTrue();
  }

  @Test
  void aTurnThatEndedWellWasHeardWhateverWasPrinted() {
    String well = "{\"type\":\"result\",\"is_error\":false,\"terminal_reason\":\"completed\"}";
    assertThat(protocol.heard(heard(Usage.NONE, well).state())).isTrue();
  }
}
