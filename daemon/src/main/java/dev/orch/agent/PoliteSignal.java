package dev.orch.agent;

/** A signal that lets an agent end in order. */
public enum PoliteSignal {
  /** SIGINT to the agent alone; it looks after its children. */
  INTERRUPT,
  /** SIGTERM to the agent and all that it started. */
  TERMINATE
}
