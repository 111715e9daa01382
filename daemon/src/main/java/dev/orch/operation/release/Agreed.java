package dev.orch.operation.release;

import dev.orch.operation.release.ReleasePlan.Unkept;
import dev.orch.worktree.WorktreeInventory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What of a worktree may go though nothing keeps it. */
final class Agreed {
  private final boolean isAll;
  private final Set<String> lost;
  private final Set<Unkept> items;

  private Agreed(boolean isAll, Set<String> lost, Set<Unkept> items) {
    this.isAll = isAll;
    this.lost = lost;
    this.items = items;
  }

  /** As it was planned. */
  static Agreed of(ReleasePlan plan) {
    List<Unkept> unkept = plan.unkept();
    if (unkept == null) {
      return new Agreed(true, Set.of(), Set.of());
    }
    Set<String> lost =
        unkept.stream().filter(Unkept::lost).map(Unkept::path).collect(Collectors.toSet());
    return new Agreed(
        false, lost, unkept.stream().map(Agreed::whatever).collect(Collectors.toSet()));
  }

  /** Whether it is lost or not is not what is compared. */
  private static Unkept whatever(Unkept item) {
    return new Unkept(item.path(), item.sizeBytes(), item.modified(), true);
  }

  private static Unkept found(WorktreeInventory.Item item) {
    return ReleasePlanner.unkept(item, true);
  }

  /**
   * The same after a teardown, which may have changed again what was to be lost anyway.
   *
   * @param now what is there after it
   */
  Agreed afterTeardown(List<WorktreeInventory.Item> now) {
    Set<Unkept> more = new HashSet<>(items);
    now.stream().map(Agreed::found).filter(item -> lost.contains(item.path())).forEach(more::add);
    return new Agreed(isAll, lost, more);
  }

  /** What nothing keeps and nobody has agreed to. */
  List<WorktreeInventory.Item> others(List<WorktreeInventory.Item> now) {
    Predicate<WorktreeInventory.Item> isOther =
        item -> ReleasePlanner.isUnkept(item) && !items.contains(found(item));
    return isAll ? List.of() : now.stream().filter(isOther).toList();
  }
}
