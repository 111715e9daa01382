package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.checkout.SessionChange;
import dev.orch.worktree.git.Git;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a session's change makes of each path with what the checkout has there. Reads only,
 * but for its scratch folder.
 */
final class ApplyPlanner {
  private final MergedChange merged;
  private final FilteredTree headTree;
  private final FilteredTree newTree;
  private final FolderFiles checkout;
  private final Reserved reserved;
  private final SortedMap<RawPath, PathChange> before = new TreeMap<>();
  private final SortedMap<RawPath, PathState> folders = new TreeMap<>();
  private final NavigableSet<Obstacle> obstacles = new TreeSet<>();
  private final NavigableSet<Obstacle> leftOut = new TreeSet<>();
  private final Map<RawPath, PathState> looked = new HashMap<>();

  /**
   * With what was merged.
   *
   * @param scratch a folder of its own
   */
  ApplyPlanner(Git git, MergedChange merged, FolderFiles checkout, Reserved reserved, Path scratch)
      throws IOException {
    this.merged = merged;
    this.checkout = checkout;
    this.reserved = reserved;
    this.headTree = tree(git, merged.trees().head(), scratch.resolve("head"));
    this.newTree = tree(git, merged.trees().merged(), scratch.resolve("new"));
  }

  private FilteredTree tree(Git git, String tree, Path scratch) throws IOException {
    return FilteredTree.of(git, merged.project(), tree, scratch);
  }

  /**
   * What must not be written, and what must not be run.
   *
   * @param folder the name of the orchestrator's own folder in the project
   * @param settings of the repository that were held back
   */
  record Reserved(String folder, Set<String> settings) {
    boolean isOwn(RawPath path) {
      List<String> names = path.names();
      return names.getFirst().equals(folder)
          || names.stream().anyMatch(name -> name.equalsIgnoreCase(".git"))
          || names.contains("..")
          || names.contains(".")
          || names.contains("");
    }

    boolean holdsFilter(@Nullable String name) {
      return Stream.of("clean", "smudge", "process")
          .anyMatch(kind -> settings.contains("filter." + name + "." + kind));
    }

    boolean holdsMergeDriver(@Nullable String name) {
      return settings.contains("merge." + name + ".driver");
    }
  }

  /** The files as the change makes them, as far as {@link #plan} needed them. */
  FolderFiles newFiles() throws IOException {
    return newTree.checkOut(List.of());
  }

  /** HEAD's files that are changed. */
  FolderFiles headFiles() throws IOException {
    return headTree.checkOut(List.of());
  }

  /**
   * The plan.
   *
   * @param wanted what was merged
   * @param applied the plan of the session's last apply; null if there is none
   */
  ChangePlan plan(SessionChange wanted, @Nullable ChangePlan applied) throws IOException {
    if (applied != null) {
      applied.changes().forEach(change -> before.put(change.path(), change));
      folders.putAll(applied.folders());
    }
    leftOut.addAll(merged.leftOut());
    SortedMap<RawPath, PathChange> changes = new TreeMap<>();
    List<MergedChange.Entry> entries = withoutSubmodules();
    List<RawPath> rest = appliedOnly();
    refuseHeldBack(
        Stream.concat(
                entries.stream().map(MergedChange.Entry::path),
                rest.stream().filter(path -> !wanted.leavesOut(path)))
            .toList());
    addMerged(entries, changes);
    addRest(rest, wanted, changes);
    addUncommitted(merged.conflicts().keySet());
    letFoldersIn(changes);
    WayIn wayIn = new WayIn(checkout, changes.values());
    for (PathChange change : changes.values()) {
      wayIn.obstacle(change).ifPresent(obstacles::add);
      rememberFolders(change);
    }
    return new ChangePlan(
        wanted.session(),
        ChangePlan.Direction.APPLY,
        List.copyOf(changes.values()),
        folders,
        List.copyOf(obstacles),
        List.copyOf(leftOut),
        new TreeSet<>(wanted.except()));
  }

  private List<MergedChange.Entry> withoutSubmodules() throws IOException {
    List<MergedChange.Entry> files = new ArrayList<>();
    for (MergedChange.Entry entry : merged.entries()) {
      Optional<Obstacle.Why> submodule = entry.submodule();
      if (submodule.isPresent()) {
        obstacles.add(new Obstacle(entry.path(), submodule.get()));
      } else if (reserved.isOwn(entry.path())) {
        obstacles.add(new Obstacle(entry.path(), Obstacle.Why.OWN_FOLDER));
      } else {
        files.add(entry);
      }
    }
    Map<RawPath, String> drivers =
        reserved.settings().isEmpty()
            ? Map.of()
            : newTree.attribute("merge", merged.conflicts().keySet());
    merged
        .conflicts()
        .forEach((path, why) -> {
          boolean held = reserved.holdsMergeDriver(drivers.get(path));
          obstacles.add(new Obstacle(path, held ? Obstacle.Why.MERGE_DRIVER_HELD_BACK : why));
        });
    return files;
  }

  private void refuseHeldBack(List<RawPath> paths) throws IOException {
    if (reserved.settings().isEmpty()) {
      return;
    }
    for (FilteredTree tree : List.of(headTree, newTree)) {
      tree.attribute("filter", paths)
          .forEach((path, filter) -> {
            if (reserved.holdsFilter(filter)) {
              obstacles.add(new Obstacle(path, Obstacle.Why.FILTER_HELD_BACK));
            }
          });
    }
  }

  private void addMerged(List<MergedChange.Entry> entries, SortedMap<RawPath, PathChange> changes)
      throws IOException {
    FolderFiles head =
        headTree.checkOut(
            entries.stream()
                .filter(entry -> !entry.isAdded())
                .map(MergedChange.Entry::path)
                .toList());
    FolderFiles news =
        newTree.checkOut(
            entries.stream()
                .filter(entry -> !entry.isRemoved())
                .map(MergedChange.Entry::path)
                .toList());
    for (MergedChange.Entry entry : entries) {
      RawPath path = entry.path();
      PathState wanted = entry.isRemoved() ? new PathState.Absent() : news.look(path);
      List<PathState> asHead =
          entry.isAdded()
              ? List.of(new PathState.Absent())
              // A file that was committed with other line endings is so, too.
              : List.of(head.look(path), FilteredTree.rawState(entry.oldMode(), entry.oldBlob()));
      add(path, wanted, asHead, changes);
    }
  }

  /** Who is to merge by hand has nothing else there that is not committed. */
  private void addUncommitted(Set<RawPath> conflicts) throws IOException {
    Map<RawPath, PathState> inHead = headTree.listRaw(conflicts);
    FolderFiles head =
        headTree.checkOut(
            inHead.keySet().stream()
                .filter(path -> !(inHead.get(path) instanceof PathState.Folder))
                .toList());
    for (RawPath path : conflicts) {
      PathState found = look(path);
      PathState asHead = inHead.containsKey(path) ? head.look(path) : new PathState.Absent();
      boolean isFolder = found instanceof PathState.Folder;
      boolean isCommitted =
          isFolder || found.isLike(asHead) || found.isLike(inHead.getOrDefault(path, asHead));
      boolean isTold =
          obstacles.stream().anyMatch(one -> one.path().equals(path) && one.why().canBeCleared());
      if (!isCommitted && !isTold) {
        obstacles.add(new Obstacle(path, why(found, asHead, null)));
      }
    }
  }

  /** The paths of an earlier apply that the merge changes no more. */
  private List<RawPath> appliedOnly() {
    Set<RawPath> differing =
        merged.entries().stream().map(MergedChange.Entry::path).collect(Collectors.toSet());
    return before.keySet().stream().filter(path -> !differing.contains(path)).toList();
  }

  /**
   * What an earlier apply wrote and the session has changed no more is as HEAD has it again; what
   * is not to come is left as it is.
   */
  private void addRest(
      List<RawPath> rest, SessionChange change, SortedMap<RawPath, PathChange> changes)
      throws IOException {
    // Where the merge changes nothing, its tree has what HEAD has.
    Set<RawPath> inHead = newTree.listRaw(rest).keySet();
    FolderFiles head = newTree.checkOut(inHead);
    for (RawPath path : rest) {
      PathState wanted = inHead.contains(path) ? head.look(path) : new PathState.Absent();
      if (wanted instanceof PathState.Absent && look(path) instanceof PathState.Folder) {
        // HEAD has a folder there by now.
        wanted = look(path);
      }
      if (change.leavesOut(path)) {
        addAsFound(path, wanted, changes);
        if (!look(path).isLike(wanted)) {
          leftOut.add(new Obstacle(path, Obstacle.Why.EXCEPTED));
        }
      } else {
        add(path, wanted, List.of(wanted), changes);
      }
    }
  }

  /** It can be undone still; but what somebody has edited since is theirs. */
  private void addAsFound(RawPath path, PathState asHead, SortedMap<RawPath, PathChange> changes) {
    PathState found = look(path);
    PathChange made = before.get(path);
    if (made != null && made.isOnTheWay(found)) {
      PathState original = found.isLike(asHead) ? found : original(made, found, List.of(asHead));
      changes.put(path, new PathChange(path, original, found, found));
    }
  }

  private void add(
      RawPath path,
      PathState wanted,
      List<PathState> asHead,
      SortedMap<RawPath, PathChange> changes) {
    PathState found = look(path);
    PathState next = asIfEdited(found, wanted);
    @Nullable PathChange made = before.get(path);
    boolean likeHead = asHead.stream().anyMatch(found::isLike);
    boolean known = found.isLike(next) || likeHead || (made != null && made.isOnTheWay(found));
    // What is there cannot be compared without its filter.
    boolean held = obstacles.contains(new Obstacle(path, Obstacle.Why.FILTER_HELD_BACK));
    if (!known && !held && !(found instanceof PathState.Folder)) {
      obstacles.add(new Obstacle(path, why(found, asHead.getFirst(), made)));
    }
    PathState original = likeHead ? found : original(made, found, asHead);
    changes.put(path, new PathChange(path, original, found, next));
  }

  /** What is HEAD's by now is no apply's to take back: not all of a file, and no part of it. */
  private static PathState original(
      @Nullable PathChange made, PathState found, List<PathState> asHead) {
    if (made == null || made.original().isLike(made.next())) {
      return found;
    }
    boolean isAsBefore = asHead.stream().anyMatch(state -> isAsCommitted(made.original(), state));
    return isAsBefore ? made.original() : asHead.getFirst();
  }

  /** Git knows of no folder: where one was, HEAD has no file. */
  private static boolean isAsCommitted(PathState original, PathState asHead) {
    return original.isLike(asHead)
        || (original instanceof PathState.Folder && asHead instanceof PathState.Absent);
  }

  private static Obstacle.Why why(PathState found, PathState asHead, @Nullable PathChange made) {
    if (made != null) {
      return Obstacle.Why.EDITED_SINCE;
    }
    if (found instanceof PathState.Absent) {
      return Obstacle.Why.DELETED;
    }
    return asHead instanceof PathState.Absent ? Obstacle.Why.IN_THE_WAY : Obstacle.Why.EDITED;
  }

  /** A file keeps the permissions that it has, but for what git knows of them. */
  private static PathState asIfEdited(PathState found, PathState wanted) {
    if (found.isLike(wanted)) {
      return found;
    }
    if (found instanceof PathState.File old && wanted instanceof PathState.File file) {
      int runs = (old.mode() & 0444) >> 2;
      int mode = file.isProgram() ? old.mode() | runs : old.mode() & ~0111;
      return new PathState.File(mode, file.blob());
    }
    return wanted;
  }

  /** Where a file goes and files come in below its path, a folder is right. */
  private void letFoldersIn(SortedMap<RawPath, PathChange> changes) {
    Set<RawPath> wanted = new TreeSet<>();
    changes.values().stream()
        .filter(PathChange::writes)
        .map(PathChange::path)
        .forEach(path -> addAncestors(path, wanted));
    for (PathChange change : List.copyOf(changes.values())) {
      RawPath path = change.path();
      if (change.writes()) {
        continue;
      }
      if (change.old() instanceof PathState.Folder folder) {
        // It is gone already: what stands in its place is none of it.
        changes.put(path, new PathChange(path, change.original(), folder, folder));
      } else if (wanted.contains(path)) {
        changes.put(
            path,
            new PathChange(path, change.original(), change.old(), new PathState.Folder(0755)));
      }
    }
  }

  private static void addAncestors(RawPath path, Set<RawPath> all) {
    for (var above = path.parent(); above.isPresent(); above = above.get().parent()) {
      all.add(above.get());
    }
  }

  private void rememberFolders(PathChange change) {
    Set<RawPath> above = new TreeSet<>();
    addAncestors(change.path(), above);
    if (change.old() instanceof PathState.Folder) {
      above.add(change.path());
    }
    for (RawPath folder : above) {
      PathState state = look(folder);
      folders.putIfAbsent(
          folder, state instanceof PathState.Folder ? state : new PathState.Absent());
    }
  }

  private PathState look(RawPath path) {
    return looked.computeIfAbsent(path, checkout::look);
  }
}
