package dev.orch.command;

import java.util.Locale;

/** Why a command cannot be carried out. */
public enum Rejection {
  COMMAND_MISREAD,
  MISSING_FIELD,
  UNKNOWN_AGENT,
  AGENT_UNAVAILABLE,
  AGENT_NOT_INSTALLED,
  UNKNOWN_ACTION,
  UNKNOWN_PROJECT,
  PROJECT_UNAVAILABLE,
  REPOSITORY_UNREADABLE,
  FOREIGN_OWNER,
  READ_ONLY_REPOSITORY,
  WORKTREE_ROOT_UNUSABLE,
  PROMPT_REQUIRED,
  INVALID_FIELD,
  SCOPE_OUTSIDE_PROJECT,
  SCOPE_NOT_FOUND,
  BASE_NOT_FOUND,
  BRANCH_EXISTS,
  NO_COMMIT;

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
