package dev.orch.domain.session;

import java.util.Locale;

/** What can move a session from one state to another. */
public enum SessionTrigger {
  FOLLOW_UP(Kind.REQUEST),
  STOP(Kind.REQUEST),
  RESUME(Kind.REQUEST),
  ARCHIVE(Kind.REQUEST),
  UNARCHIVE(Kind.REQUEST),
  DELETE(Kind.REQUEST),
  LAUNCHED(Kind.OBSERVATION),
  LAUNCH_FAILED(Kind.OBSERVATION),
  AGENT_ASKED(Kind.OBSERVATION),
  AGENT_BLOCKED(Kind.OBSERVATION),
  AGENT_CONTINUED(Kind.OBSERVATION),
  AGENT_FINISHED(Kind.OBSERVATION),
  AGENT_FAILED(Kind.OBSERVATION);

  private enum Kind {
    REQUEST,
    OBSERVATION
  }

  private final Kind kind;

  SessionTrigger(Kind kind) {
    this.kind = kind;
  }

  /** Whether a user asks for it; otherwise the daemon saw it happen. */
  public boolean isRequest() {
    return kind == Kind.REQUEST;
  }

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
