package dev.orch.domain.session;

import java.util.Arrays;
import java.util.Locale;

/** Why a session is in its state: a closed set per state. */
public enum Reason {
  PREPARING(SessionState.CREATED, SessionState.RUNNING),
  QUEUED(SessionState.CREATED),
  WORKING(SessionState.RUNNING),
  BACKGROUND(SessionState.RUNNING),
  STALLED(SessionState.RUNNING),
  PAUSED(SessionState.RUNNING),
  APPROVAL(SessionState.WAITING_FOR_USER),
  QUESTION(SessionState.WAITING_FOR_USER),
  PLAN_REVIEW(SessionState.WAITING_FOR_USER),
  RATE_LIMITED(SessionState.WAITING_FOR_USER, SessionState.FAILED),
  STARTUP_BLOCKED(SessionState.WAITING_FOR_USER),
  SETUP_FAILED(SessionState.FAILED),
  LAUNCH_FAILED(SessionState.FAILED),
  AGENT_ERROR(SessionState.FAILED),
  AGENT_CRASHED(SessionState.FAILED),
  PROCESS_LOST(SessionState.FAILED),
  AUTH_REQUIRED(SessionState.FAILED),
  MODEL_UNAVAILABLE(SessionState.FAILED),
  INTERRUPTED_BY_REBOOT(SessionState.FAILED),
  USER(SessionState.STOPPED),
  SHUTDOWN(SessionState.STOPPED),
  LOG_LIMIT(SessionState.STOPPED);

  private final SessionState state;
  private final SessionState otherState;

  Reason(SessionState state) {
    this(state, state);
  }

  Reason(SessionState state, SessionState otherState) {
    this.state = state;
    this.otherState = otherState;
  }

  /** Whether a session in this state can have it. */
  public boolean fits(SessionState standing) {
    return standing == state || standing == otherState;
  }

  /** Whether a session in this state has one; the others need none. */
  public static boolean isNeededIn(SessionState standing) {
    return Arrays.stream(values()).anyMatch(reason -> reason.fits(standing));
  }

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
