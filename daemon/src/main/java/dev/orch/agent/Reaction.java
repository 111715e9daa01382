package dev.orch.agent;

import java.util.List;

/**
 * What a protocol makes of one input.
 *
 * @param state what to remember
 * @param events what happened, in order
 * @param replies what to send, in order
 * @param input whether the agent's input ends behind the replies
 */
public record Reaction(
    ProtocolState state, List<AgentEvent> events, List<Reply> replies, Input input) {

  /** What becomes of the agent's input. */
  public enum Input {
    STAYS_OPEN,
    ENDS
  }

  /** Nothing happened that anyone needs to know. */
  public static Reaction nothing(ProtocolState state) {
    return new Reaction(state, List.of(), List.of(), Input.STAYS_OPEN);
  }
}
