package dev.orch.command;

import dev.orch.agent.Agents;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectUnavailableException;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.project.ProjectService;
import dev.orch.session.SessionQueries;
import java.util.function.Consumer;

/**
 * Refuses what would begin a turn that cannot be launched, as far as that can be seen when it is
 * asked for. What goes away later is found at the launch, which then fails and keeps the message.
 */
public final class TurnCheck {
  private final ProjectService projects;
  private final AgentCheck agents;
  private final Consumer<Project> room;

  /**
   * Over what is known of both.
   *
   * @param room throws {@link dev.orch.disk.DiskFullException} where no turn of the project may
   *     begin
   */
  public TurnCheck(ProjectService projects, Agents agents, Consumer<Project> room) {
    this.projects = projects;
    this.agents = new AgentCheck(agents);
    this.room = room;
  }

  /**
   * Sees to it that the session's next turn can be launched, where what is asked would begin one.
   * What the lifecycle does not allow is left for the session to refuse. Called before the commit:
   * the agent's program may have to be asked, which takes seconds.
   *
   * @throws TurnRefusedException if the project or the agent is not there
   * @throws dev.orch.domain.project.WorktreeUnusableException if its worktree cannot be had
   * @throws dev.orch.disk.DiskFullException if there is too little room, unless it waits for a
   *     place anyway
   */
  public void requireFor(SessionQueries.Detail detail, SessionAction asked) {
    if (detail.startsProcess() && detail.actions().contains(asked)) {
      Project project = requireProject(detail.session());
      requireAgent(detail.session());
      if (detail.queued().isEmpty()) {
        room.accept(project);
      }
    }
  }

  /**
   * The same for an answer, which begins a turn where the process that asked has ended and nothing
   * else of the session waits for one. With any other, what is asked is left for the session.
   *
   * @throws TurnRefusedException if the project or the agent is not there
   * @throws dev.orch.domain.project.WorktreeUnusableException if its worktree cannot be had again
   * @throws dev.orch.disk.DiskFullException if there is too little room
   */
  public void requireForAnswer(SessionQueries.Detail detail, InputRequest answered) {
    boolean last = detail.openRequests().stream().allMatch(open -> open.id().equals(answered.id()));
    if (last) {
      requireFor(detail, SessionAction.ANSWER);
    }
  }

  private Project requireProject(Session session) {
    Project project = projects.require(session.assignment().project().value());
    if (!projects.isAvailable(project)) {
      throw new TurnRefusedException(
          Rejection.PROJECT_UNAVAILABLE, ProjectUnavailableException.words(project));
    }
    projects.requireWorktree(project, session);
    return project;
  }

  private void requireAgent(Session session) {
    agents
        .look(session.assignment().agent())
        .ifPresent(unusable -> {
          throw new TurnRefusedException(unusable.why(), unusable.detail());
        });
  }
}
