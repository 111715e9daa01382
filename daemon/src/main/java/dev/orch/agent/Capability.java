package dev.orch.agent;

import java.util.Locale;

/** What an agent can do; features ask for these, never for the agent's name. */
public enum Capability {
  APPROVALS,
  QUESTIONS,
  PLAN_REVIEW,
  STEERING,
  RESUME,
  MODEL_OVERRIDE,
  READ_ONLY,
  USAGE,
  COST;

  /** As it stands on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
