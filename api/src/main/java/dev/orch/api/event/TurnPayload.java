package dev.orch.api.event;

import org.jspecify.annotations.Nullable;

/** The life of a turn. */
public sealed interface TurnPayload extends EventPayload {

  /** What it will be started with is recorded. */
  record Started(String kind, @Nullable String followUpId) implements TurnPayload {}

  /** Its process has ended and its artifacts are listed. */
  record Finished(
      String verdict,
      String by,
      @Nullable String reason,
      @Nullable Integer exitCode,
      UsageFigures usage)
      implements TurnPayload {}
}
