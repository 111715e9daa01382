package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** What an agent said and did. Texts are cut at 16 KiB; {@code source} tells where all of it is. */
public sealed interface AgentPayload extends EventPayload {

  /**
   * One block of text.
   *
   * @param subagent the tool call that it belongs to, if a sub-agent says it
   */
  record Message(String text, @Nullable String subagent, @Nullable OutputSource source)
      implements AgentPayload {}

  /** One block of thinking. */
  record Thinking(String text, @Nullable String subagent, @Nullable OutputSource source)
      implements AgentPayload {}

  /**
   * A tool call began.
   *
   * @param tool its name
   * @param summary one line: a command, a path
   * @param input the whole input as JSON text, cut
   * @param asks whether it does nothing but ask a person, which {@code input.requested} tells
   */
  record ToolStarted(
      String toolId,
      String tool,
      String summary,
      String input,
      boolean asks,
      @Nullable String subagent,
      @Nullable OutputSource source)
      implements AgentPayload {}

  /** A tool call ended. */
  record ToolFinished(
      String toolId,
      boolean failed,
      String text,
      @Nullable String subagent,
      @Nullable OutputSource source)
      implements AgentPayload {}

  /** It showed a plan. */
  record Plan(String text, @Nullable OutputSource source) implements AgentPayload {}

  /** It stated what its turn used so far. */
  record Usage(UsageFigures usage, @Nullable String model, @Nullable OutputSource source)
      implements AgentPayload {}

  /**
   * The model's server refused for now and the agent tries again by itself.
   *
   * @param attempt counted from 1
   * @param status the server's, if it answered
   * @param retryInMs milliseconds until it tries again, if stated
   */
  record RateLimited(
      int attempt,
      @Nullable Integer status,
      String text,
      @Nullable Long retryInMs,
      @Nullable OutputSource source)
      implements AgentPayload {}

  /** It reported an error. */
  record Failed(String kind, String text, @Nullable OutputSource source) implements AgentPayload {}

  /** A line that its protocol does not explain, or its standard error. */
  record Unrecognized(String text, @Nullable OutputSource source) implements AgentPayload {}
}
