package dev.orch.schedule;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which projects had too little room for one more turn when that was last looked at. A disk may
 * take its time to answer: it is looked at outside of any unit, and units go by what was seen. Any
 * thread may call it.
 */
final class ProjectRoom {
  private final Predicate<Project> enough;
  private final Set<ProjectId> tooLittle = ConcurrentHashMap.newKeySet();

  /**
   * Nothing was looked at yet.
   *
   * @param enough looks; it may block
   */
  ProjectRoom(Predicate<Project> enough) {
    this.enough = enough;
  }

  /** Looks, and remembers what it has seen; whether there is room. */
  boolean look(Project project) {
    boolean room = enough.test(project);
    if (room) {
      tooLittle.remove(project.id());
    } else {
      tooLittle.add(project.id());
    }
    return room;
  }

  /** Remembers nothing of a project that is not known any more. */
  void forget(ProjectId project) {
    tooLittle.remove(project);
  }

  /** Where there was too little. */
  Set<ProjectId> tooLittle() {
    return Set.copyOf(tooLittle);
  }
}
