package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** The life of a session. */
public sealed interface SessionPayload extends EventPayload {

  /** It was made for a command. */
  record Created(
      String commandId,
      String agent,
      String action,
      String title,
      @Nullable String branch,
      @Nullable String baseRef,
      @Nullable String baseCommit,
      @Nullable String worktreePath)
      implements SessionPayload {}

  /**
   * It took a step of the lifecycle.
   *
   * @param from state before
   * @param to state after
   * @param trigger why the table allows it
   * @param reason why it is in the new state
   * @param detail one sentence for a person
   * @param source where in the output this was seen
   * @param causedBy the sequence number of the event that caused it
   */
  record Step(
      String from,
      String to,
      String trigger,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable OutputSource source,
      @Nullable Long causedBy)
      implements SessionPayload {}

  /**
   * It waits for a place to begin a turn in.
   *
   * @param kind of that turn
   * @param because what it waits for
   * @param position counted from 1, as it was then
   * @param limit how many may run; null where no number is the cause
   */
  record Queued(String kind, String because, int position, @Nullable Integer limit)
      implements SessionPayload {}

  /** A stop of this turn was recorded. */
  record StopRequested(int turn, String reason) implements SessionPayload {}

  /** It stays in its state, for another reason. */
  record ReasonChanged(String state, @Nullable String from, @Nullable String to)
      implements SessionPayload {}

  /** Something a person should know that does not stop it. */
  record Warned(String code, String text, @Nullable String hint) implements SessionPayload {}

  /** What it warned of is over: the warning of this code and text stands no more. */
  record WarningCleared(String code, String text) implements SessionPayload {}
}
