package dev.orch.runtime;

import dev.orch.domain.session.SessionId;
import java.util.Map;

/**
 * Names one turn's process, and with it the folder that holds all that is known of it.
 *
 * @param turn counted from 1
 */
public record RunId(SessionId session, int turn) {

  /** The value of {@code ORCH_RUN} in the environment of everything that this run starts. */
  public String marker() {
    return session + "/" + turn;
  }

  /** The variable by which everything that this run starts is found. */
  public Map<String, String> marks() {
    return Map.of("ORCH_RUN", marker());
  }
}
