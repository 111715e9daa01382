package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** The life of a session's worktree. */
public sealed interface WorktreePayload extends EventPayload {

  /**
   * It is checked out and verified.
   *
   * @param branch null for one that is only read: it is on no branch
   */
  record Created(String path, @Nullable String branch, String head) implements WorktreePayload {}

  /**
   * The project's set-up script ran in it.
   *
   * @param attempt counted from 1 for this worktree
   * @param outcome {@code succeeded}, {@code failed}, {@code timed_out} or {@code stopped}
   * @param exitCode null if it did not end by itself
   * @param output the end of what it printed
   * @param log the file with all of it
   */
  record SetupFinished(
      int attempt,
      String outcome,
      @Nullable Integer exitCode,
      long durationMs,
      String output,
      String log)
      implements WorktreePayload {}

  /**
   * The project's teardown script did not do its work before the worktree went; that it goes is not
   * hindered.
   *
   * @param why with the end of what the script printed
   */
  record TeardownFailed(String why) implements WorktreePayload {}

  /**
   * Its folder was given up; what it held is kept in the repository.
   *
   * @param keptIn the ref that holds it
   */
  record Released(String path, String keptIn, long freedBytes) implements WorktreePayload {}

  /**
   * It is there again, as it was.
   *
   * @param keptIn the ref that it was made from
   */
  record Restored(String path, String branch, String head, String keptIn)
      implements WorktreePayload {}
}
