package dev.orch.agent;

import java.util.Map;
import java.util.Optional;

/** What agents' programs find around them on this machine. Any thread may ask. */
public interface AgentSurroundings {

  /** A variable of the daemon's own environment: {@code ORCH_CLAUDE_BIN}. */
  Optional<String> variable(String name);

  /**
   * The complete environment that the agent's program is asked in. It is looked for on the {@code
   * PATH} of it. May wait for the login shell, for a bounded time.
   *
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  Map<String, String> environment(AgentAdapter adapter) throws InterruptedException;
}
