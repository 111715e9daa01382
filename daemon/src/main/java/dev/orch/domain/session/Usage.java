package dev.orch.domain.session;

/**
 * What a turn or a session used.
 *
 * @param inputTokens without those read from a cache
 * @param costUsd as the agent states it, 0 where it states none
 */
public record Usage(long inputTokens, long outputTokens, long cachedInputTokens, double costUsd) {

  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0, 0, 0);

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedInputTokens + other.cachedInputTokens,
        costUsd + other.costUsd);
  }
}
