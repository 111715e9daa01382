package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.ProtocolState;
import dev.orch.agent.Reaction;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StreamName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that no agent prints and a hostile one could. */
class ClaudeHostileLinesTest {
  private static final String HUGE = "1e999999999";
  private static final String LONG_NUMBER = "9".repeat(999);

  private final ClaudeProtocol protocol = new ClaudeProtocol();

  private Reaction take(ProtocolState state, String line) {
    return protocol.accept(
        state, new OutputFrame(StreamName.OUT, 0, line.length() + 1, line, true));
  }

  private ProtocolState after(List<String> lines) {
    ProtocolState state =
        ClaudeState.first(
            new ClaudeState.Setup(
                1, ClaudeState.Conduct.WRITES, "default", null, "opening", List.of(), Usage.NONE));
    for (String line : lines) {
      state = protocol.decode(protocol.encode(take(state, line).state()));
    }
    return state;
  }

  @Test
  void numbersOutOfAllRangeAreHarmless() {
    for (String number : List.of(HUGE, "-" + HUGE, LONG_NUMBER, "1e-999999999", "null", "{}")) {
      ProtocolState state =
          after(
              List.of(
                  "{\"type\":\"system\",\"subtype\":\"api_retry\",\"attempt\":"
                      + number
                      + ",\"error_status\":"
                      + number
                      + ",\"retry_delay_ms\":"
                      + number
                      + "}",
                  "{\"type\":\"rate_limit_event\",\"rate_limit_info\":{\"status\":\"rejected\","
                      + "\"resetsAt\":"
                      + number
                      + "}}",
                  "{\"type\":\"result\",\"is_error\":true,\"api_error_status\":"
                      + number
                      + ",\"total_cost_usd\":"
                      + number
                      + ",\"usage\":{\"input_tokens\":"
                      + number
                      + "}}"));
      Usage used = protocol.usage(state);

      assertThat(used.costUsd()).as(number).isFinite().isNotNegative();
      assertThat(used.inputTokens()).as(number).isNotNegative();
      assertThat(protocol.end(state, new ProcessExit.Exited(1)).evidence()).isNotEmpty();
    }
  }

  @Test
  void manyResultsDoNotOverflowTheSum() {
    String result =
        "{\"type\":\"result\",\"usage\":{\"input_tokens\":"
            + Long.MAX_VALUE
            + ",\"cache_creation_input_tokens\":1,\"output_tokens\":"
            + Long.MAX_VALUE
            + "}}";

    Usage used = protocol.usage(after(List.of(result, result)));

    assertThat(used.inputTokens()).isNotNegative();
    assertThat(used.outputTokens()).isNotNegative();
  }

  @Test
  void aLineOfGreatDepthIsKeptAsItIs() {
    String deep =
        "{\"type\":\"assistant\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(take(after(List.of()), deep).events()).hasSize(1);
  }

  @Test
  void anInputOfGreatDepthCanBeAskedStoredAndAnswered() {
    String input = "{\"x\":" + "[".repeat(400) + "]".repeat(400) + "}";
    String asks =
        "{\"type\":\"control_request\",\"request_id\":\"k\",\"request\":{\"subtype\":"
            + "\"can_use_tool\",\"tool_name\":\"X\",\"tool_use_id\":\"t\",\"input\":"
            + input
            + "}}";

    ClaudeState state = (ClaudeState) after(List.of(asks, asks));

    assertThat(state.requests().pending())
        .singleElement()
        .satisfies(one -> assertThat(one.input()).isEqualTo(input));
  }
}
