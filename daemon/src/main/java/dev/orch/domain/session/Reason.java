package dev.orch.domain.session;

import java.util.Locale;

/** Why a session is in its state: a closed set per state. */
public enum Reason {
  PREPARING,
  WORKING,
  BACKGROUND,
  STALLED,
  APPROVAL,
  QUESTION,
  PLAN_REVIEW,
  RATE_LIMITED,
  STARTUP_BLOCKED,
  LAUNCH_FAILED,
  AGENT_ERROR,
  AGENT_CRASHED,
  PROCESS_LOST,
  AUTH_REQUIRED,
  MODEL_UNAVAILABLE,
  INTERRUPTED_BY_REBOOT,
  USER,
  SHUTDOWN;

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
