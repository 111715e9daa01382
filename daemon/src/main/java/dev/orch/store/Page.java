package dev.orch.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list whose order is stable: newest first, equal times by id.
 *
 * @param next where the list goes on; null at its end
 */
public record Page<T>(List<T> items, @Nullable Key next) {
  /** Keeps its own copy. */
  public Page {
    items = List.copyOf(items);
  }

  /** A place in a list: behind the entry with this time and id. */
  public record Key(Instant at, String id) {}

  /**
   * Which part is wanted.
   *
   * @param limit at most so many, 1–500
   * @param after null for the beginning
   */
  public record Request(int limit, @Nullable Key after) {}
}
