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
    String missing =
        "{\"type\":\"result\",\"subtype\":\"error_during_execution\",\"is_error\":true,"
            + "\"errors\":[\"No conversation found with session ID: s\"]}";

    assertThat(heard(new Usage(9, 20, 0, 0.5), missing).events())
        .doesNotHaveAnyElementsOfTypes(AgentEvent.SessionForgotten.class);
    assertThat(heard(Usage.NONE, missing).events())
        .hasAtLeastOneElementOfType(AgentEvent.SessionForgotten.class);
  }
}
