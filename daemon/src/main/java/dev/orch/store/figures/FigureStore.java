package dev.orch.store.figures;

import dev.orch.domain.session.Usage;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/** How much there is of what, and what it used. Changes nothing; each figure is read cheaply. */
public interface FigureStore {

  /**
   * How much there is now.
   *
   * @param sessions by state, as it stands on the wire; states that none is in are left out, and so
   *     are deleted ones
   * @param unseen of them those that are completed or failed, and nobody has looked since
   * @param queued sessions in the launch queue, whatever their state is
   * @param openRequests what agents wait for
   */
  record Counts(
      long projects,
      SortedMap<String, Long> sessions,
      SortedMap<String, Long> unseen,
      long queued,
      long openRequests) {}

  /** What the turns used that ended on a day (UTC), of one project and one agent. */
  record Share(LocalDate day, String project, String agent, long turns, Usage usage) {}

  /** All counts, of one moment. */
  Counts counts();

  /** What was used from this day on, ascending by day; what deleted sessions used is in it. */
  List<Share> usageSince(LocalDate day);
}
