package dev.orch.api.event;

/** The daemon's own life. */
public sealed interface DaemonPayload extends EventPayload {

  /** It has taken its port; it answers once it has taken up what is there. */
  record Started(String version, long pid) implements DaemonPayload {}

  /**
   * It has taken up what an earlier daemon left.
   *
   * @param adopted turns whose process was found claimed
   * @param settled turns that were ended without a process
   * @param failed sessions that could not be settled and carry a warning
   */
  record Recovered(int adopted, int settled, int failed) implements DaemonPayload {}

  /**
   * It was asked to end; agents go on.
   *
   * @param running sessions with a living process
   */
  record Stopping(int running) implements DaemonPayload {}
}
