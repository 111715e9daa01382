package dev.orch.cli.view;

import dev.orch.api.AgentView;
import java.util.ArrayList;
import java.util.List;

/** What an agent lacks, and what to do about it, in one line. */
public final class AgentLack {
  private AgentLack() {}

  /** Its problems and its hint, each once. */
  public static String of(AgentView agent) {
    List<String> said = new ArrayList<>(agent.problems());
    if (agent.hint() != null && !said.contains(agent.hint())) {
      said.add(agent.hint());
    }
    return String.join("; ", said);
  }
}
