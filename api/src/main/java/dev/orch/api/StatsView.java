package dev.orch.api;

import dev.orch.api.event.UsageFigures;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How much there is of what, for an overview.
 *
 * @param sessions by state; states that none is in are left out
 * @param unseen sessions that are completed or failed, and nobody has looked since
 * @param unseenByState the same by state; states that none of them is in are left out
 * @param waitingRequests open requests of agents
 * @param queued sessions that wait for a place to begin a turn, whatever their state is
 */
public record StatsView(
    long projects,
    Map<String, Long> sessions,
    long unseen,
    Map<String, Long> unseenByState,
    long waitingRequests,
    long queued,
    Used used) {

  /**
   * What turns used that ended since then, of sessions that are deleted by now too.
   *
   * @param since the beginning of a day, UTC
   * @param byProject by slug, by id where it is not there any more
   * @param byDay by date, UTC; days without a turn are left out
   */
  public record Used(
      Instant since, Share total, List<Share> byProject, List<Share> byAgent, List<Share> byDay) {}

  /**
   * What belongs to one of them.
   *
   * @param name of the project, the agent or the day; {@code total} of all
   * @param turns that ended
   */
  public record Share(String name, long turns, UsageFigures usage) {}
}
