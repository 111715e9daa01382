package dev.orch.agent;

import dev.orch.domain.project.AgentId;

/** Finds the program of an agent. Any thread may call it. */
@FunctionalInterface
public interface AgentFinder {

  /**
   * Whether it can be used here. May ask the program, for a bounded time.
   *
   * @throws InterruptedLookException if the thread was interrupted before that was known
   */
  Availability find(AgentAdapter adapter);

  /** Forgets what is remembered of it; the next question is asked anew. */
  default void forget(AgentId id) {}

  /** Nobody waits any more, as when the daemon ends: says nothing of the agent. */
  final class InterruptedLookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of a thread that stays interrupted. */
    public InterruptedLookException() {
      super("nobody waited for what the agent's program would have answered");
    }
  }
}
