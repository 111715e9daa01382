package dev.orch.domain.session;

import java.util.Locale;

/** Where a session stands. What may follow is in {@link SessionLifecycle} and nowhere else. */
public enum SessionState {
  CREATED,
  RUNNING,
  WAITING_FOR_USER,
  COMPLETED,
  FAILED,
  STOPPED,
  ARCHIVED,
  DELETED;

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
