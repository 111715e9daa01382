package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.PathState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One file of the checkout that is out of the way while another takes its place or it is looked at
 * for the last time: what somebody wrote into it until then is in it, and it is never replaced
 * unseen. What a killed one has left here goes back.
 */
final class Aside {
  /** Behind the name of what cannot go back, because something else is there by now. */
  static final String BESIDE = ".orch-kept";

  private final FolderFiles checkout;
  private final RawPath taken;
  private final RawPath origin;

  /**
   * In a folder of ours in the checkout's file system.
   *
   * @param stage that folder, in the checkout
   */
  Aside(FolderFiles checkout, RawPath stage) {
    this.checkout = checkout;
    this.taken = new RawPath(stage.latin() + "/taken");
    this.origin = new RawPath(stage.latin() + "/taken-from");
  }

  /** Takes the file or link out of the way, by one rename; whether something was there. */
  boolean take(RawPath path) {
    try {
      // A new file each time: to cut an old one off makes some file systems write it out first.
      Files.deleteIfExists(checkout.at(origin));
      Files.writeString(checkout.at(origin), path.hex(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + checkout.at(origin), e);
    }
    return checkout.take(path, taken);
  }

  /** What was taken, as it is now. */
  PathState look() {
    return checkout.look(taken);
  }

  /**
   * Back to where it was; never over anything. If something else is there by now it is put beside,
   * and above if its folder is gone. Where it is now.
   */
  RawPath putBack(RawPath path) {
    Optional<RawPath> folder = path.parent();
    while (folder.isPresent() && !checkout.isFolder(folder.get())) {
      folder = folder.get().parent();
    }
    if (folder.equals(path.parent()) && checkout.placeNew(taken, path)) {
      return path;
    }
    String beside = folder.map(it -> it.latin() + "/").orElse("") + path.name() + BESIDE;
    RawPath free = new RawPath(beside);
    for (int i = 2; !checkout.placeNew(taken, free); i++) {
      free = new RawPath(beside + "-" + i);
    }
    return free;
  }

  /** Removes what was taken. */
  void drop() {
    checkout.remove(taken);
  }

  /** Where that is from which a killed or failed one has left here; empty if nothing is left. */
  Optional<RawPath> findOrigin() {
    return isTaken() ? Optional.of(origin()) : Optional.empty();
  }

  /** Whether something is out of the way. */
  boolean isTaken() {
    return checkout.isThere(taken);
  }

  /** Where it is meanwhile. */
  RawPath place() {
    return taken;
  }

  /** The file in which it is meanwhile. */
  Path file() {
    return checkout.at(taken);
  }

  /**
   * Puts back what a killed or failed one has left.
   *
   * @param kept whether that is kept elsewhere, so that it may go where it cannot go back
   * @return where it is now, if it is not where it was
   */
  Optional<RawPath> recover(Predicate<PathState> kept) {
    Optional<RawPath> origin = findOrigin();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    RawPath path = origin.get();
    if (!checkout.isFree(path) && isKept(kept)) {
      drop();
      return Optional.empty();
    }
    return Optional.of(putBack(path)).filter(place -> !place.equals(path));
  }

  /** What cannot be read may be anything. */
  private boolean isKept(Predicate<PathState> kept) {
    PathState left;
    try {
      left = look();
    } catch (WorktreeFailedException _) {
      return false;
    }
    return kept.test(left);
  }

  private RawPath origin() {
    try {
      return RawPath.ofHex(Files.readString(checkout.at(origin)));
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + checkout.at(origin), e);
    }
  }
}
