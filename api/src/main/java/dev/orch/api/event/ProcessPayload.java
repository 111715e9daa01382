package dev.orch.api.event;

/** The life of a turn's process. */
public sealed interface ProcessPayload extends EventPayload {

  /** It was started, or found started by an earlier daemon that had not said so. */
  record Started(long supervisorPid) implements ProcessPayload {}

  /** A new daemon reads it on. */
  record Adopted(long supervisorPid) implements ProcessPayload {}

  /**
   * It ended.
   *
   * @param code 0–255
   */
  record Exited(int code) implements ProcessPayload {}

  /**
   * It ended and nobody knows how.
   *
   * @param why {@code lost} or {@code rebooted}
   */
  record Lost(String why) implements ProcessPayload {}
}
