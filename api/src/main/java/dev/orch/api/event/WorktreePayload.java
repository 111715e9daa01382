package dev.orch.api.event;

/** The life of a session's worktree. */
public sealed interface WorktreePayload extends EventPayload {

  /** It is checked out and verified. */
  record Created(String path, String branch, String head) implements WorktreePayload {}
}
