package dev.orch.api.session;

/** Why a session is in its state; which of them are possible depends on the state. */
public enum SessionReason {
  PREPARING,
  QUEUED,
  WORKING,
  BACKGROUND,
  STALLED,
  PAUSED,
  APPROVAL,
  QUESTION,
  PLAN_REVIEW,
  RATE_LIMITED,
  STARTUP_BLOCKED,
  SETUP_FAILED,
  LAUNCH_FAILED,
  AGENT_ERROR,
  AGENT_CRASHED,
  PROCESS_LOST,
  AUTH_REQUIRED,
  MODEL_UNAVAILABLE,
  INTERRUPTED_BY_REBOOT,
  USER,
  SHUTDOWN,
  LOG_LIMIT
}
