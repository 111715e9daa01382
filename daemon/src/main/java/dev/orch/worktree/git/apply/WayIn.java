package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.PathState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a plan gets through: no file on the way to what it writes, no other files in a folder
 * that goes or gives its place to a file.
 */
final class WayIn {
  private static final String GIT = ".git";
  private final FolderFiles checkout;
  private final Set<RawPath> leaving = new HashSet<>();
  private final Map<RawPath, PathState> looked = new HashMap<>();

  WayIn(FolderFiles checkout, Collection<PathChange> changes) {
    this.checkout = checkout;
    changes.stream().filter(change -> !change.writes()).map(PathChange::path).forEach(leaving::add);
  }

  /** What keeps a change from being made, besides what is at its own path. */
  Optional<Obstacle> obstacle(PathChange change) {
    if (!change.isNeeded()) {
      return Optional.empty();
    }
    Optional<RawPath> above = change.path().parent();
    while (above.isPresent()) {
      RawPath folder = above.get();
      PathState state = look(folder);
      if (isInTheWay(change, folder, state)) {
        return Optional.of(new Obstacle(folder, Obstacle.Why.IN_THE_WAY));
      }
      if (state instanceof PathState.Folder && isRepository(folder)) {
        return Optional.of(new Obstacle(change.path(), Obstacle.Why.NESTED_REPOSITORY));
      }
      above = folder.parent();
    }
    return change.old() instanceof PathState.Folder && !isEmptied(change.path())
        ? Optional.of(new Obstacle(change.path(), Obstacle.Why.FOLDER_NOT_EMPTY))
        : Optional.empty();
  }

  private boolean isInTheWay(PathChange change, RawPath folder, PathState state) {
    boolean free = state instanceof PathState.Folder || state instanceof PathState.Absent;
    return change.writes() && !free && !leaving.contains(folder);
  }

  private boolean isRepository(RawPath folder) {
    return !(look(new RawPath(folder.latin() + "/" + GIT)) instanceof PathState.Absent);
  }

  PathState look(RawPath path) {
    return looked.computeIfAbsent(path, checkout::look);
  }

  /** Whether nothing will be left in it once all is removed that the plan removes. */
  private boolean isEmptied(RawPath folder) {
    for (RawPath entry : checkout.list(folder)) {
      boolean goes =
          look(entry) instanceof PathState.Folder
              ? isWayToLeaving(entry) && isEmptied(entry)
              : leaving.contains(entry);
      if (!goes) {
        return false;
      }
    }
    return true;
  }

  private boolean isWayToLeaving(RawPath folder) {
    return leaving.stream().anyMatch(path -> path.isBelow(folder));
  }
}
