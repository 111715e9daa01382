package dev.orch.domain.session;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know of a session and that did not stop it.
 *
 * @param hint what to do about it
 */
public record Warning(Code code, String text, @Nullable String hint, Instant at) {

  /** The closed list of what can be warned of. */
  public enum Code {
    REPOSITORY_CONFIG_HELD_BACK,
    TREE_NOT_PROVEN_DEAD,
    SETTLING_FAILED,
    LOGIN_SHELL_TIMED_OUT,
    ARTIFACTS_INCOMPLETE,
    AGENT_MISCONFIGURED,
    AGENT_DID_NOT_END,
    DISK_FAILING,
    WORKTREE_REMADE,
    LFS_POINTERS,
    INCLUDE_INCOMPLETE,
    OUTPUT_TRUNCATED,
    DISK_LOW,
    APPLY_LEFT_OUT,
    MEMORY_LOW,
    TEARDOWN_FAILED,
    BRANCH_KEPT;

    /** As it stands on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
