package dev.orch.schedule;

import dev.orch.domain.project.AgentId;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much may run at once.
 *
 * @param sessions of all projects and agents together; at least 1
 * @param perAgent fewer for some agents
 * @param memoryPerLaunch bytes that must be available for one more; 0: memory is not looked at
 */
public record Limits(int sessions, Map<AgentId, Integer> perAgent, long memoryPerLaunch) {
  /** What an agent with its tools is reckoned to take. */
  public static final long MEMORY_OF_AN_AGENT = 768L << 20;

  private static final long LEFT_TO_THE_REST = 2L << 30;
  private static final int FEWEST = 2;
  private static final int MOST = 32;

  /** Of them one lives for each that may run, and one for each that waits for a person. */
  private static final int PROCESSES_PER_SESSION = 2;

  /** Keeps its own copy. */
  public Limits {
    perAgent = Map.copyOf(perAgent);
  }

  /** How many processes may live, those that wait for a person among them. */
  int processes() {
    return sessions * PROCESSES_PER_SESSION;
  }

  /**
   * How many sessions run at once on a machine where nobody says so.
   *
   * @param memory all that there is for us, in bytes; empty if that is not known
   */
  public static int usualSessions(OptionalLong memory) {
    long fitting = (memory.orElse(0) - LEFT_TO_THE_REST) / MEMORY_OF_AN_AGENT;
    return Math.clamp(fitting, FEWEST, MOST);
  }
}
