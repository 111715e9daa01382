package dev.orch.agent;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.session.InputRequest;

/** What an agent's output means, in words that are the same for every agent. */
public sealed interface AgentEvent {

  /** It said or did something: for the log, complete, uncut. */
  record Said(AgentPayload payload) implements AgentEvent {}

  /** It named its conversation, by which it can be resumed. */
  record SessionNamed(String agentSessionId) implements AgentEvent {}

  /** It does not know the conversation that it was to go on with, nor ever will. */
  record SessionForgotten() implements AgentEvent {}

  /**
   * It waits for a person.
   *
   * @param key how its protocol calls the request
   * @param source where it asked
   */
  record Asked(String key, InputRequest.Question question, OutputSource source)
      implements AgentEvent {}

  /**
   * It does not wait for this answer any more, and was given none.
   *
   * @param source where that was seen
   */
  record Withdrawn(String key, String why, OutputSource source) implements AgentEvent {}

  /** It has taken note of an answer. */
  record AnswerAcknowledged(String key) implements AgentEvent {}

  /** It has taken a message into its turn. */
  record MessageAcknowledged(String messageId) implements AgentEvent {}

  /** It showed a plan, as a document. */
  record PlanShown(String markdown) implements AgentEvent {}

  /** Its message is closed and work of its own goes on, or it went on with its message. */
  record BackgroundChanged(Activity activity) implements AgentEvent {}

  /** Something a user should know of the session. */
  record Noticed(LaunchPlan.Notice notice) implements AgentEvent {}

  /** What the agent does. */
  enum Activity {
    WORKING,
    BACKGROUND
  }
}
