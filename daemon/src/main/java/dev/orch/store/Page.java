package dev.orch.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /**
   * The same part of the list that holds these too, each at its place.
   *
   * @param others all of them, those of other parts too
   * @param wanted what this page was read for
   * @param key where an entry stands in the order
   */
  public Page<T> with(List<T> others, Request wanted, Function<T, Key> key) {
    Key after = wanted.after();
    List<T> all =
        Stream.concat(
                items.stream(),
                others.stream()
                    .filter(other -> after == null || key.apply(other).compareTo(after) > 0))
            .sorted(Comparator.comparing(key))
            .toList();
    if (all.size() <= wanted.limit()) {
      return new Page<>(all, next);
    }
    List<T> part = all.subList(0, wanted.limit());
    return new Page<>(part, key.apply(part.getLast()));
  }

  /** A place in a list: behind the entry with this time and id. The newest is the least. */
  public record Key(Instant at, String id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::at).thenComparing(Key::id).reversed();

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Which part is wanted.
   *
   * @param limit at most so many, 1–500
   * @param after null for the beginning
   */
  public record Request(int limit, @Nullable Key after) {}
}
