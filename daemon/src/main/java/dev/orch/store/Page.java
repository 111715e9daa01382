package dev.orch.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  private static final int LARGEST = 500;

  /** The whole list, asked for part by part. What comes into it meanwhile may be missing. */
  public static <T> List<T> readAll(Function<Request, Page<T>> list) {
    Page<T> page = list.apply(new Request(LARGEST, null));
    List<T> all = new ArrayList<>(page.items());
    while (page.next() != null) {
      page = list.apply(new Request(LARGEST, page.next()));
      all.addAll(page.items());
    }
    return all;
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
