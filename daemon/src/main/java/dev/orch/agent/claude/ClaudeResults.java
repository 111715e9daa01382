package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.UsageFigures;
import dev.orch.domain.session.Usage;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the end of a message means. One process may close several, one after the other. */
final class ClaudeResults {
  // Much more than is ever kept of a text: half a secret at the end of it is cut off there.
  private static final int TEXT_LENGTH = 64 * 1024;

  /** More than any message can use, so that no sum of them overflows. */
  private static final long MOST_TOKENS = 1_000_000_000_000L;

  private final ClaudeTurn turn;
  private final OutputSource source;

  ClaudeResults(ClaudeTurn turn, OutputSource source) {
    this.turn = turn;
    this.source = source;
  }

  /** {@code subtype} says {@code success} of failures too; only {@code is_error} tells. */
  void accept(JsonNode node) {
    boolean failed = node.path("is_error").asBoolean(false);
    OptionalInt status = ClaudeJson.number(node, "api_error_status");
    ClaudeState.Ending ending =
        new ClaudeState.Ending(
            failed,
            status.isPresent() ? status.getAsInt() : null,
            ClaudeJson.text(node, "subtype"),
            ClaudeJson.text(node, "terminal_reason"),
            failed ? trouble(node) : "");
    if (ClaudeVerdict.neverKept(ending, turn.setup())) {
      turn.event(new AgentEvent.SessionForgotten());
    }
    used(node, ending);
    if (ending.failed() && !ending.aborted() && turn.facts().error() == null) {
      turn.say(new AgentPayload.Failed(ending.kind(), ending.text(), source));
    }
    turn.closes();
  }

  private static String trouble(JsonNode node) {
    String said = ClaudeJson.text(node, "result");
    String errors =
        node.path("errors")
            .valueStream()
            .map(error -> error.asString(""))
            .collect(Collectors.joining("\n"));
    String text = said.isBlank() ? errors : said;
    return text.length() <= TEXT_LENGTH ? text : text.substring(0, TEXT_LENGTH);
  }

  /** The tokens are this message's, the cost is the process's so far, or the conversation's. */
  private void used(JsonNode node, ClaudeState.Ending ending) {
    JsonNode usage = node.path("usage");
    Usage before = turn.results().used();
    long output = before.outputTokens() + count(usage, "output_tokens");
    Usage used =
        new Usage(
            before.inputTokens()
                + count(usage, "input_tokens")
                + count(usage, "cache_creation_input_tokens"),
            output,
            before.cachedInputTokens() + count(usage, "cache_read_input_tokens"),
            Math.max(before.costUsd(), cost(node, output)));
    turn.results(new ClaudeState.Results(used, stopped() ? turn.results().last() : ending));
    turn.say(
        new AgentPayload.Usage(
            new UsageFigures(
                used.inputTokens(), used.outputTokens(), used.cachedInputTokens(), used.costUsd()),
            turn.facts().model(),
            source));
  }

  /** What it still says after it was interrupted does not change how the turn ended. */
  private boolean stopped() {
    ClaudeState.Ending last = turn.results().last();
    return turn.flow().interrupted() && last != null && last.aborted();
  }

  /**
   * Newer versions go on counting where a resumed conversation stood (seen in 2.1.331, not in
   * 2.1.197). What earlier turns cost is taken off if their tokens are in the count too.
   */
  private double cost(JsonNode node, long output) {
    double stated = node.path("total_cost_usd").asDouble(0);
    double cost = Double.isFinite(stated) ? stated : 0;
    Usage earlier = turn.setup().earlier();
    long counted =
        node.path("modelUsage").valueStream().mapToLong(one -> count(one, "outputTokens")).sum();
    boolean goesOnCounting =
        earlier.costUsd() <= cost && counted >= output + earlier.outputTokens();
    return goesOnCounting ? cost - earlier.costUsd() : cost;
  }

  private static long count(JsonNode usage, String field) {
    return Math.clamp(usage.path(field).asLong(0), 0, MOST_TOKENS);
  }
}
