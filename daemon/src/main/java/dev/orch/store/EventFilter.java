package dev.orch.store;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events; null and empty mean any.
 *
 * @param session id of a session
 * @param turn number of a turn, which says little without its session
 * @param types names, or the beginning of names followed by {@code *}; any of them
 */
public record EventFilter(
    @Nullable ProjectId project,
    @Nullable String session,
    @Nullable Integer turn,
    List<String> types) {
  /** All of them. */
  public static final EventFilter ALL = new EventFilter(null, null, List.of());

  /** Keeps its own copy. */
  public EventFilter {
    types = List.copyOf(types);
  }

  /** Of any turn and none. */
  public EventFilter(@Nullable ProjectId project, @Nullable String session, List<String> types) {
    this(project, session, null, types);
  }

  /**
   * All of a session.
   *
   * @param turn only what is of this turn; null for all
   */
  public static EventFilter of(SessionId session, @Nullable Integer turn) {
    return new EventFilter(null, session.value(), turn, List.of());
  }
}
