package dev.orch.command;

import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.domain.project.AgentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks whether an agent can be started here, as far as is known now. */
final class AgentCheck {
  private final Agents agents;

  AgentCheck(Agents agents) {
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
}
