package dev.orch.agent;

import dev.orch.domain.project.AgentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which agents there are, and whether they can be used here. */
public final class Agents {
  private final Map<AgentId, AgentAdapter> adapters = new LinkedHashMap<>();
  private final Map<AgentId, String> planned;
  private final AgentFinder programs;

  /**
   * With adapters, with what is planned, and with a way to find an adapter's program.
   *
   * @param planned what to say of an agent whose adapter comes later; its order is kept
   */
  public Agents(List<AgentAdapter> adapters, Map<AgentId, String> planned, AgentFinder programs) {
    adapters.forEach(adapter -> this.adapters.put(adapter.id(), adapter));
    this.planned = new LinkedHashMap<>(planned);
    this.programs = programs;
  }

  /** All that have an adapter. */
  public List<AgentAdapter> adapters() {
    return List.copyOf(adapters.values());
  }

  /** All ids that mean something, those with an adapter first. */
  public List<AgentId> ids() {
    List<AgentId> ids = new ArrayList<>(adapters.keySet());
    ids.addAll(planned.keySet());
    return ids;
  }

  /** Whether the id means something. */
  public boolean isKnown(AgentId id) {
    return adapters.containsKey(id) || planned.containsKey(id);
  }

  /**
   * The adapter of an agent.
   *
   * @throws IllegalArgumentException if it has none
   */
  public AgentAdapter require(AgentId id) {
    AgentAdapter adapter = adapters.get(id);
    if (adapter == null) {
      throw new IllegalArgumentException("no adapter for " + id);
    }
    return adapter;
  }

  /** Whether a known agent can be used here; asks its program where that is not known. */
  public Availability availability(AgentId id) {
    String what = planned.get(id);
    return what != null ? new Availability.Planned(what) : programs.find(require(id));
  }

  /** Forgets what is known of an agent's program, because it behaved like another one. */
  public void forget(AgentId id) {
    programs.forget(id);
  }
}
