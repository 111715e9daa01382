package dev.orch.agent;

import dev.orch.domain.project.AgentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Agents that users may name and whose adapters come later. */
public final class PlannedAgents {

  /**
   * One of them.
   *
   * @param what what to say of it
   * @param variables names of the user's variables that belong to it and to no other agent
   */
  public record Planned(AgentId id, String what, List<String> variables) {}

  /** All of them. */
  public static final List<Planned> ALL =
      List.of(
          new Planned(
              new AgentId("codex"),
              "OpenAI Codex is planned: it will be driven through its app server",
              List.of("CODEX_*", "OPENAI_*")),
          new Planned(
              new AgentId("copilot"),
              "GitHub Copilot CLI is planned: it will be driven through its headless server",
              List.of("COPILOT_*", "GH_TOKEN", "GITHUB_TOKEN")),
          new Planned(
              new AgentId("cursor"),
              "Cursor is planned: it will be driven through the Agent Client Protocol",
              List.of("CURSOR_*")));

  private PlannedAgents() {}

  /** What to say of each, always in the same order. */
  public static Map<AgentId, String> sentences() {
    Map<AgentId, String> sentences = new LinkedHashMap<>();
    ALL.forEach(planned -> sentences.put(planned.id(), planned.what()));
    return sentences;
  }
}
