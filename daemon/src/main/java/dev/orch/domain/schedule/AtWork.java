package dev.orch.domain.schedule;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;

/** A session with a turn that has not ended: it has a process, or is about to get one. */
public record AtWork(SessionId session, ProjectId project, AgentId agent, Stage stage) {

  /** How far it has come. */
  public enum Stage {
    /** It may launch, and nobody has taken note yet that it did. */
    ADMITTED,
    RUNNING,
    /** Its process waits for a person. */
    WAITING
  }

  /** Whether it counts against the limits of what runs. */
  public boolean takesPlace() {
    return stage != Stage.WAITING;
  }
}
