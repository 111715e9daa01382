package dev.orch.worktree.git.apply;

import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.PathState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans the way back to before a session's first apply. What was committed since is no change of
 * the checkout any more: to take that out of the files would be a new one. Reads only, but for its
 * scratch folder.
 */
final class UndoPlanner {
  private final FolderFiles checkout;
  private final HeadFiles head;

  UndoPlanner(FolderFiles checkout, HeadFiles head) {
    this.checkout = checkout;
    this.head = head;
  }

  /**
   * The way back.
   *
   * @param applied the plan of the last apply
   */
  ChangePlan plan(ChangePlan applied) throws IOException {
    List<PathChange> changes = new ArrayList<>();
    List<Obstacle> obstacles = new ArrayList<>();
    for (PathChange made : applied.changes()) {
      PathState found = checkout.look(made.path());
      if (!isOurs(made, found)) {
        obstacles.add(new Obstacle(made.path(), Obstacle.Why.EDITED_SINCE));
      }
      PathState original = made.original().isLike(found) ? found : made.original();
      changes.add(new PathChange(made.path(), made.original(), found, original));
    }
    head.otherwise(Stream.concat(changes.stream(), overEarlier(applied)).toList())
        .forEach(path -> obstacles.add(new Obstacle(path, Obstacle.Why.COMMITTED_SINCE)));
    WayIn wayIn = new WayIn(checkout, changes);
    changes.forEach(change -> wayIn.obstacle(change).ifPresent(obstacles::add));
    return new ChangePlan(
        applied.session(),
        ChangePlan.Direction.UNDO,
        changes,
        applied.folders(),
        obstacles.stream().distinct().sorted().toList(),
        List.of(),
        Collections.emptySortedSet());
  }

  /** From what an apply before the last one brought: that may be in the index, and committed so. */
  private static Stream<PathChange> overEarlier(ChangePlan applied) {
    return applied.changes().stream()
        .map(made -> new PathChange(made.path(), made.original(), made.old(), made.original()));
  }

  /** As the last apply left it, as that found it, or as it was before all. */
  private static boolean isOurs(PathChange made, PathState found) {
    return made.isOnTheWay(found) || found.isLike(made.original());
  }
}
