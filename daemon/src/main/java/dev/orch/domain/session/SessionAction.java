package dev.orch.domain.session;

import java.util.Locale;

/** What a user may do with a session now, as the interface offers it. */
public enum SessionAction {
  STOP,
  FOLLOW_UP,
  ANSWER,
  RESUME,
  ARCHIVE,
  UNARCHIVE,
  APPLY,
  RELEASE,
  DELETE;

  /** As it stands on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
