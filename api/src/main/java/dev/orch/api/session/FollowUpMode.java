package dev.orch.api.session;

/** When a follow-up is to reach the agent. */
public enum FollowUpMode {
  AUTO,
  NEXT_TURN,
  INTERRUPT
}
