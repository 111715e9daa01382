package dev.orch.agent;

import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;

/**
 * The conversation with one process, as pure functions: the same state and input give the same
 * reaction, so that a crash between reading and recording repeats it exactly. Nothing an agent
 * prints makes it throw; a line that makes no sense becomes {@code agent.unrecognized}.
 */
public interface AgentProtocol {

  /** The state as text for the store. */
  String encode(ProtocolState state);

  /** The state from its text; fields that an older version did not write have their first value. */
  ProtocolState decode(String text);

  /** What a frame of the agent's output means. */
  Reaction accept(ProtocolState state, OutputFrame frame);

  /** How to tell the agent an answer. A second time for one request, it gives no reply. */
  Reaction answer(ProtocolState state, InputRequest answered);

  /** Whether a message can be taken into the running turn now, with an acknowledgement. */
  boolean steerable(ProtocolState state);

  /**
   * How to say something while the turn runs. Only where {@link #steerable}.
   *
   * @param messageId a UUID that the acknowledgement will name
   */
  Reaction steer(ProtocolState state, String messageId, String text);

  /** How to interrupt the turn; the input ends behind it. */
  Reaction interrupt(ProtocolState state);

  /**
   * Whether the agent has taken the turn's first message into its conversation. Where it has not,
   * the conversation never got it.
   */
  boolean heard(ProtocolState state);

  /** What the agent does, for as long as its process runs. */
  AgentEvent.Activity activity(ProtocolState state);

  /** What the turn used so far, as far as the agent said. */
  Usage usage(ProtocolState state);

  /**
   * How the turn ended, from all that was read and, as weak evidence, the exit. Whether a stop was
   * asked for is the caller's to know.
   */
  Outcome end(ProtocolState state, ProcessExit exit);
}
