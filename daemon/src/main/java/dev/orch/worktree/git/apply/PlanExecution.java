package dev.orch.worktree.git.apply;

import static java.util.Objects.requireNonNull;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.ChangeOutcome;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.PathState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Makes a checkout what a plan wants: first what goes, then what comes. Each file comes whole, by
 * one link or rename of what was written beside the checkout, to a place that is free; what was
 * there is {@linkplain Aside out of the way} until then. So it does not matter where this ends
 * before its end.
 */
final class PlanExecution {
  private final ChangePlan plan;
  private final FolderFiles checkout;
  private final FolderFiles content;
  private final RawPath slot;
  private final Aside aside;
  private final Runnable betweenSteps;
  private final Set<RawPath> ways = new HashSet<>();

  /**
   * Of one plan.
   *
   * @param content holds what is to be written by its id
   * @param stage a folder of ours in the checkout's own file system, where what comes is written
   *     first, and what goes is looked at last
   */
  PlanExecution(
      ChangePlan plan,
      FolderFiles checkout,
      FolderFiles content,
      RawPath stage,
      Runnable betweenSteps) {
    this.plan = plan;
    this.checkout = checkout;
    this.content = content;
    this.slot = new RawPath(stage.latin() + "/staged");
    this.aside = new Aside(checkout, stage);
    this.betweenSteps = betweenSteps;
    for (PathChange change : plan.changes()) {
      if (change.writes()) {
        for (var above = change.path().parent(); above.isPresent(); above = above.get().parent()) {
          ways.add(above.get());
        }
      }
    }
  }

  /** Whether at each path is what the plan expects, done or not. */
  static boolean fits(ChangePlan plan, FolderFiles checkout) {
    return plan.needed().stream()
        .allMatch(change -> change.isOnTheWay(checkout.look(change.path())));
  }

  /** What came of it. */
  static ChangeOutcome outcome(
      ChangePlan plan, FolderFiles checkout, String why, List<Path> aside) {
    Map<Boolean, List<RawPath>> paths =
        plan.needed().stream()
            .collect(
                Collectors.partitioningBy(
                    change -> checkout.look(change.path()).isLike(change.next()),
                    Collectors.mapping(PathChange::path, Collectors.toList())));
    return new ChangeOutcome(
        requireNonNull(paths.get(true)), requireNonNull(paths.get(false)), why, aside);
  }

  /** Does what is missing, up to the first path where something else is found. */
  void run() {
    List<PathChange> needed = plan.needed();
    for (PathChange change : needed.reversed()) {
      if (!change.writes() && !remove(change)) {
        return;
      }
    }
    for (PathChange change : needed) {
      if (change.writes() && !write(change)) {
        return;
      }
    }
    if (plan.direction() == ChangePlan.Direction.UNDO) {
      plan.folders()
          .forEach((path, was) -> {
            if (was instanceof PathState.Folder(int mode)) {
              makeFolder(path, Optional.of(mode));
            }
          });
    }
  }

  private boolean remove(PathChange change) {
    PathState found = checkout.look(change.path());
    boolean done = found.isLike(change.next());
    if (!change.isOnTheWay(found)) {
      return false;
    }
    if (!done && !(found instanceof PathState.Absent)) {
      betweenSteps.run();
      boolean gone =
          found instanceof PathState.Folder
              ? checkout.removeIfEmpty(change.path())
              : takeAway(change, () -> true);
      if (!gone) {
        return false;
      }
    }
    removeEmptied(change.path());
    return true;
  }

  private void removeEmptied(RawPath path) {
    Optional<RawPath> folder = path.parent();
    while (folder.isPresent() && goesWhenEmpty(folder.get())) {
      betweenSteps.run();
      if (!checkout.removeIfEmpty(folder.get())) {
        return;
      }
      folder = folder.get().parent();
    }
  }

  private boolean goesWhenEmpty(RawPath folder) {
    return switch (plan.direction()) {
      case APPLY -> !ways.contains(folder);
      case UNDO -> !ways.contains(folder) && plan.folders().get(folder) instanceof PathState.Absent;
    };
  }

  private boolean write(PathChange change) {
    RawPath path = change.path();
    PathState found = checkout.look(path);
    if (found.isLike(change.next())) {
      return true;
    }
    if (!change.isOnTheWay(found)) {
      return false;
    }
    betweenSteps.run();
    for (RawPath folder : ancestors(path)) {
      if (!makeFolder(folder, modeOf(folder))) {
        return false;
      }
    }
    stageContent(change.next());
    betweenSteps.run();
    return place(change);
  }

  /** Looks once more: making its content took a while, in which somebody may have edited it. */
  private boolean place(PathChange change) {
    RawPath path = change.path();
    PathState found = checkout.look(path);
    if (!change.isOnTheWay(found)) {
      return false;
    }
    return switch (found) {
      case PathState.Absent _ -> checkout.placeNew(slot, path);
      case PathState.Folder _ -> checkout.removeIfEmpty(path) && checkout.placeNew(slot, path);
      case PathState.File _, PathState.Link _, PathState.Other _ ->
          takeAway(change, () -> checkout.placeNew(slot, path));
    };
  }

  /**
   * Takes what is there out of the way, and only then looks whether it is what was planned: nobody
   * can change it between that look and what follows.
   *
   * @param then what follows; whether it was done
   */
  private boolean takeAway(PathChange change, BooleanSupplier then) {
    RawPath path = change.path();
    if (!aside.take(path)) {
      return false;
    }
    PathState found = aside.look();
    // A folder that somebody has just put there has files of theirs in it.
    if (!change.isOnTheWay(found) || found instanceof PathState.Folder) {
      putBack(path);
      return false;
    }
    betweenSteps.run();
    boolean done = then.getAsBoolean();
    if (!change.isOnTheWay(aside.look())) {
      // Somebody had it open and has written into it since.
      throw edited(path, aside.putBack(path));
    }
    aside.drop();
    return done;
  }

  private void putBack(RawPath path) {
    RawPath place = aside.putBack(path);
    if (!place.equals(path)) {
      throw edited(path, place);
    }
  }

  private static WorktreeFailedException edited(RawPath path, RawPath place) {
    return new WorktreeFailedException(
        "%s was edited while it was replaced: that is in %s".formatted(path, place));
  }

  /** From the top downwards. */
  private static List<RawPath> ancestors(RawPath path) {
    ArrayDeque<RawPath> all = new ArrayDeque<>();
    for (var above = path.parent(); above.isPresent(); above = above.get().parent()) {
      all.addFirst(above.get());
    }
    return List.copyOf(all);
  }

  private Optional<Integer> modeOf(RawPath folder) {
    return plan.folders().get(folder) instanceof PathState.Folder(int mode)
        ? Optional.of(mode)
        : Optional.empty();
  }

  /** Whether there is a folder now. */
  private boolean makeFolder(RawPath path, Optional<Integer> mode) {
    PathState found = checkout.look(path);
    if (!(found instanceof PathState.Absent)) {
      return found instanceof PathState.Folder;
    }
    betweenSteps.run();
    Path made = cleared();
    try {
      Files.createDirectory(made);
      if (mode.isPresent()) {
        Files.setPosixFilePermissions(made, FolderFiles.permissions(mode.get()));
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot make the folder %s".formatted(path), e);
    }
    checkout.place(slot, path);
    return true;
  }

  private void stageContent(PathState next) {
    RawPath name = KeptFiles.name(next).orElseThrow();
    Path made = cleared();
    try {
      Files.copy(content.at(name), made, LinkOption.NOFOLLOW_LINKS);
      if (next instanceof PathState.File(int mode, String _)) {
        Files.setPosixFilePermissions(made, FolderFiles.permissions(mode));
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write the content of " + name, e);
    }
  }

  private Path cleared() {
    Path made = checkout.at(slot);
    try {
      Files.deleteIfExists(made);
      return made;
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot remove " + made, e);
    }
  }
}
