package dev.orch.api.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What agents may do without being asked for.
 *
 * @param until when it ends; null for never
 */
public record Policy(Mode mode, @Nullable Instant until) {

  /** What of it needs nobody's word. */
  public enum Mode {
    /** Edits inside the worktree alone; all else asks. */
    ASK,
    ALLOW_EDITS,
    ALLOW_ALL
  }
}
