package dev.orch.api.session;

/** What may be asked of a session. */
public enum SessionAction {
  STOP,
  FOLLOW_UP,
  ANSWER,
  RESUME,
  ARCHIVE,
  UNARCHIVE,
  APPLY,
  RELEASE,
  DELETE
}
