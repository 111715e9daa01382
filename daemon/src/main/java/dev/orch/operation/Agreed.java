package dev.orch.operation;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a worktree may go though nothing keeps it.
 *
 * @param planned as it may go; null for whatever is there, as plans of daemons have it that did not
 *     write it down
 */
public record Agreed(@Nullable List<Unkept> planned) {
  /** Keeps its own copy. */
  public Agreed {
    planned = planned == null ? null : List.copyOf(planned);
  }

  /** Whatever is there: it was looked at before. */
  public static Agreed all() {
    return new Agreed(null);
  }

  /**
   * The same after a teardown, which may have changed again what was to be lost anyway.
   *
   * @param now what is there after it
   */
  public Agreed afterTeardown(List<Unkept> now) {
    return planned == null
        ? this
        : new Agreed(
            Stream.concat(planned.stream(), now.stream().filter(isLost(planned))).toList());
  }

  /** What nobody has agreed to. */
  public List<Unkept> others(List<Unkept> now) {
    if (planned == null) {
      return List.of();
    }
    Set<Unkept> items = planned.stream().map(Agreed::whatever).collect(Collectors.toSet());
    return now.stream().filter(item -> !items.contains(whatever(item))).toList();
  }

  /**
   * The same of a folder that nobody finds any more: what was to be lost anyway the teardown can
   * have changed since.
   */
  public List<Unkept> othersAside(List<Unkept> now) {
    return planned == null
        ? List.of()
        : others(now).stream().filter(isLost(planned).negate()).toList();
  }

  /** Whether it is lost or not is not what is compared. */
  private static Unkept whatever(Unkept item) {
    return new Unkept(item.path(), item.sizeBytes(), item.modified(), true);
  }

  private static Predicate<Unkept> isLost(List<Unkept> planned) {
    Set<String> lost =
        planned.stream().filter(Unkept::lost).map(Unkept::path).collect(Collectors.toSet());
    return item -> lost.contains(item.path());
  }
}
