package dev.orch.command;

import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.session.SessionAction;
import dev.orch.session.SessionQueries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Refuses what needs an agent that cannot be started here, as far as is known when it is asked for.
 * A program that goes away later is found at the launch, which then fails and keeps the message.
 */
public final class AgentCheck {
  private final Agents agents;

  /** Over what is known of them. */
  public AgentCheck(Agents agents) {
    this.agents = agents;
  }

  /** Why an agent cannot be started, and a sentence for a person. */
  record Unusable(Rejection why, String detail) {}

  /** Why a known agent cannot be started; empty if it can. May ask its program. */
  Optional<Unusable> look(AgentId id) {
    return switch (agents.availability(id)) {
      case Availability.Installed _ -> Optional.empty();
      case Availability.Broken(Path _, String problem, String _) ->
          Optional.of(new Unusable(Rejection.AGENT_UNAVAILABLE, problem));
      case Availability.Missing(List<String> lookedFor, String hint) ->
          Optional.of(
              new Unusable(
                  Rejection.AGENT_NOT_INSTALLED,
                  "looked for it in " + String.join(", ", lookedFor) + ": " + hint));
      case Availability.Planned(String what) ->
          Optional.of(new Unusable(Rejection.AGENT_UNAVAILABLE, what));
    };
  }

  /**
   * Sees to it that the session's agent can be started, where what is asked would start it. What
   * the lifecycle does not allow is left for the session to refuse. Called before the commit: the
   * program may have to be asked, which takes seconds.
   *
   * @throws AgentUnusableException if it cannot
   */
  public void requireFor(SessionQueries.Detail detail, SessionAction asked) {
    if (detail.startsProcess() && detail.actions().contains(asked)) {
      look(detail.session().assignment().agent())
          .ifPresent(unusable -> {
            throw new AgentUnusableException(unusable.why(), unusable.detail());
          });
    }
  }
}
