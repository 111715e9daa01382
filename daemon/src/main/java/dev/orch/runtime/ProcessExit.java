package dev.orch.runtime;

/** How a process ended. */
public sealed interface ProcessExit {

  /**
   * It ended and its supervisor recorded the code.
   *
   * @param code 0–255; 128 plus the signal's number if a signal ended it, 126 or 127 if it could
   *     not be started
   */
  record Exited(int code) implements ProcessExit {}

  /** It ended without a record of how: its supervisor was gone before it. */
  record Lost() implements ProcessExit {}

  /** The machine was started anew since it ran. */
  record Rebooted() implements ProcessExit {}
}
