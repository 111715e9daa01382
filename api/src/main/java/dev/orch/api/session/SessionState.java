package dev.orch.api.session;

/** Where a session is in its lifecycle. */
public enum SessionState {
  CREATED,
  RUNNING,
  WAITING_FOR_USER,
  COMPLETED,
  FAILED,
  STOPPED,
  ARCHIVED,
  DELETED
}
