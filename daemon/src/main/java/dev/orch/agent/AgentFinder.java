package dev.orch.agent;

import dev.orch.domain.project.AgentId;

/** Finds the program of an agent. Any thread may call it. */
@FunctionalInterface
public interface AgentFinder {

  /** Whether it can be used here. May ask the program, for a bounded time. */
  Availability find(AgentAdapter adapter);

  /** Forgets what is remembered of it; the next question is asked anew. */
  default void forget(AgentId id) {}
}
