package dev.orch.store.sqlite.statement;

import dev.orch.domain.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of events that a filter means, one by one, as an index has them. */
public final class EventTypes {
  private EventTypes() {}

  /**
   * Those that this version knows of the wanted ones, which may end with a star; empty if they are
   * all, an empty list if they are none. A type that only a newer version knows is not read anyway.
   */
  public static Optional<List<String>> of(List<String> wanted) {
    List<String> meant =
        Arrays.stream(EventType.values())
            .map(EventType::wireName)
            .filter(type -> wanted.stream().anyMatch(pattern -> fits(type, pattern)))
            .toList();
    boolean all = wanted.isEmpty() || meant.size() == EventType.values().length;
    return all ? Optional.empty() : Optional.of(meant);
  }

  private static boolean fits(String type, String pattern) {
    return pattern.endsWith("*")
        ? type.startsWith(pattern.substring(0, pattern.length() - 1))
        : type.equals(pattern);
  }
}
