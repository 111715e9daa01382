package dev.orch.schedule;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that decides who may launch now, as it was read together.
 *
 * @param perProject the limits of projects that have one
 * @param served when each project was served last; a greater number is later
 * @param available memory, in bytes; empty if that is not known
 * @param full the projects with too little room on the disk
 * @param passedOver by the numbers of entries that could not begin, when each is tried again
 */
record Situation(
    List<AtWork> atWork,
    Map<ProjectId, Integer> perProject,
    Map<ProjectId, Long> served,
    OptionalLong available,
    Set<ProjectId> full,
    Map<Long, Instant> passedOver,
    Instant now) {

  /** The sessions that take the places. */
  List<SessionId> takingPlaces() {
    return atWork.stream().filter(AtWork::takesPlace).map(AtWork::session).toList();
  }
}
