package dev.orch.store;

import dev.orch.domain.project.ProjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events; null and empty mean any.
 *
 * @param session id of a session
 * @param types names, or the beginning of names followed by {@code *}; any of them
 */
public record EventFilter(
    @Nullable ProjectId project, @Nullable String session, List<String> types) {
  /** All of them. */
  public static final EventFilter ALL = new EventFilter(null, null, List.of());

  /** Keeps its own copy. */
  public EventFilter {
    types = List.copyOf(types);
  }
}
