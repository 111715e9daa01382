package dev.orch.operation.release;

import dev.orch.operation.release.ReleasePlan.Unkept;
import dev.orch.worktree.WorktreeInventory;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What of a worktree may go though nothing keeps it. */
final class Agreed {
  private final Set<String> lost;
  private final Predicate<WorktreeInventory.Item> may;

  private Agreed(Set<String> lost, Predicate<WorktreeInventory.Item> may) {
    this.lost = lost;
    this.may = may;
  }

  /** Whatever is there: it was looked at before. */
  static Agreed all() {
    return new Agreed(Set.of(), _ -> true);
  }

  /** As it was planned. */
  static Agreed of(ReleasePlan plan) {
    List<Unkept> unkept = plan.unkept();
    if (unkept == null) {
      return all();
    }
    Set<String> lost =
        unkept.stream().filter(Unkept::lost).map(Unkept::path).collect(Collectors.toSet());
    Set<Unkept> items = unkept.stream().map(Agreed::whatever).collect(Collectors.toSet());
    return new Agreed(lost, item -> items.contains(found(item)));
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
    Set<Unkept> changed = now.stream().map(Agreed::found).collect(Collectors.toSet());
    return new Agreed(lost, may.or(item -> isLost(item) && changed.contains(found(item))));
  }

  /** The same of a folder that nobody finds any more: who changed it since can be the teardown. */
  Agreed onceAside() {
    return new Agreed(lost, may.or(this::isLost));
  }

  private boolean isLost(WorktreeInventory.Item item) {
    return lost.contains(found(item).path());
  }

  /** What nothing keeps and nobody has agreed to. */
  List<WorktreeInventory.Item> others(List<WorktreeInventory.Item> now) {
    return now.stream().filter(ReleasePlanner::isUnkept).filter(may.negate()).toList();
  }
}
