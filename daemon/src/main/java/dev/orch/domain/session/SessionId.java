package dev.orch.domain.session;

import dev.orch.domain.project.RandomIds;

/**
 * Names one session for ever; also the name of its worktree's and its run's folder.
 *
 * @param value 10 characters of lower-case Crockford base32, checked because it becomes a path
 */
public record SessionId(String value) {

  /** Refuses what could leave the folder it is put into. */
  public SessionId {
    if (!RandomIds.isId(value)) {
      throw new IllegalArgumentException("not a session id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
