package dev.orch.doctor;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Login;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether there is an agent to work with, and whether those that are installed can be used. */
public record UsableAgents(Agents agents) implements Check {
  @Override
  public List<Finding> look() {
    List<Finding> found = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    boolean installed = false;
    for (AgentAdapter adapter : agents.adapters()) {
      switch (agents.availability(adapter.id())) {
        case Availability.Missing(List<String> _, String hint) -> hints.add(hint);
        case Availability.Broken(Path binary, String problem, String hint) -> {
          installed = true;
          found.add(broken(problem, binary, hint));
        }
        case Availability.Installed(Path binary, String _, Login login) -> {
          installed = true;
          if (login == Login.LOGGED_OUT) {
            String problem = adapter.productName() + ": nobody is logged in";
            found.add(broken(problem, binary, adapter.loginHint()));
          }
        }
        case Availability.Planned _ -> {}
      }
    }
    if (!installed) {
      found.add(
          Finding.told(
              Finding.Code.NO_AGENT,
              "no agent is installed; orch agents says where they were looked for",
              null,
              String.join("; or: ", hints)));
    }
    return found;
  }

  private static Finding broken(String problem, Path binary, String hint) {
    return Finding.told(Finding.Code.AGENT_BROKEN, problem, binary.toString(), hint);
  }
}
