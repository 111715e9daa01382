package dev.orch.status;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.Agents;
import dev.orch.agent.Availability;
import dev.orch.agent.Capability;
import dev.orch.domain.project.AgentId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Which agents there are and what each would be started with. */
public final class AgentReports {
  private final Agents agents;
  private final Function<AgentAdapter, Names> environment;
  private final Runnable refresh;

  /**
   * Over the registry.
   *
   * @param environment which names of the user's variables an agent would get
   * @param refresh forgets what is known of programs and of the user's shell
   */
  public AgentReports(Agents agents, Function<AgentAdapter, Names> environment, Runnable refresh) {
    this.agents = agents;
    this.environment = environment;
    this.refresh = refresh;
  }

  /** Names of variables, never values. */
  public record Names(List<String> passed, List<String> heldBack) {
    /** Keeps its own copies. */
    public Names {
      passed = List.copyOf(passed);
      heldBack = List.copyOf(heldBack);
    }
  }

  /**
   * One agent.
   *
   * @param declared names that are its own
   * @param loginHint what to do if nobody is logged in; empty for one without an adapter
   */
  public record Report(
      AgentId id,
      String name,
      Availability availability,
      Set<Capability> capabilities,
      List<String> declared,
      Names environment,
      String loginHint) {}

  /** Asks everything anew at the next report. */
  public void refresh() {
    refresh.run();
  }

  /** All of them, those with an adapter first. */
  public List<Report> list() {
    return agents.ids().stream().map(this::report).toList();
  }

  private Report report(AgentId id) {
    Availability availability = agents.availability(id);
    if (availability instanceof Availability.Planned) {
      return new Report(
          id,
          capitalized(id.value()),
          availability,
          Set.of(),
          List.of(),
          new Names(List.of(), List.of()),
          "");
    }
    AgentAdapter adapter = agents.require(id);
    return new Report(
        id,
        adapter.productName(),
        availability,
        adapter.capabilities(),
        adapter.environment().own(),
        environment.apply(adapter),
        adapter.loginHint());
  }

  private static String capitalized(String id) {
    return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
  }
}
