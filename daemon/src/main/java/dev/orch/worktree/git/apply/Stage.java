package dev.orch.worktree.git.apply;

import static java.util.Objects.requireNonNull;

import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A session's folder of ours in the checkout: there a file waits for its rename, so that nobody
 * sees half of it, and there is what is out of the way meanwhile. It is never removed with that in
 * it. To be used under the lock of the repository.
 */
final class Stage {
  /** The runtime folder, and in it ours. */
  private static final int OWN_FOLDERS = 3;

  private final RawPath place;
  private final Path folder;
  private final Aside aside;
  private final Predicate<PathState> kept;

  /**
   * In a checkout.
   *
   * @param place as {@link #place} gives it
   * @param kept whether that is kept elsewhere
   */
  Stage(FolderFiles checkout, RawPath place, Predicate<PathState> kept) {
    this.place = place;
    this.folder = checkout.at(place);
    this.aside = new Aside(checkout, place);
    this.kept = kept;
  }

  /** Where it is in the checkout. */
  static RawPath place(String runtimeName, SessionId session) {
    return RawPath.of(runtimeName + "/apply/" + session);
  }

  /** The checkout as {@link #giveBack} would leave it, for who only looks. Changes nothing. */
  FolderFiles recovered(FolderFiles checkout) {
    return aside.findOrigin().map(origin -> checkout.with(origin, aside.place())).orElse(checkout);
  }

  /**
   * Gives back what a killed call had taken out of the way. Does nothing the second time.
   *
   * @return why it cannot go back: it stays here
   */
  Optional<String> giveBack() {
    try {
      aside.recover(kept);
      return Optional.empty();
    } catch (WorktreeFailedException failure) {
      return Optional.of(stays(failure));
    }
  }

  private String stays(WorktreeFailedException failure) {
    return "what was in its place stays in %s: %s".formatted(aside.file(), failure.getMessage());
  }

  /** Where that of the checkout is which could not go back. */
  List<Path> listAside() {
    return aside.isTaken() ? List.of(aside.file()) : List.of();
  }

  /**
   * Makes the folder, and removes it once the work has ended or failed. What is out of the way by
   * then goes back first; if it cannot, it stays, and so does the folder. To be called once {@link
   * #giveBack} has found nothing.
   *
   * @return why the work failed, and where is what did not go back to its place; empty for nothing
   */
  String with(Consumer<RawPath> work) throws IOException {
    OwnFolders.make(requireNonNull(folder.getParent()), OWN_FOLDERS - 1);
    FileTree.deleteAmidOthers(folder);
    OwnFolders.make(folder, OWN_FOLDERS);
    List<String> why = new ArrayList<>();
    try {
      work.accept(place);
    } catch (WorktreeFailedException failure) {
      why.add(String.valueOf(failure.getMessage()));
    }
    OwnFolders.require(folder, OWN_FOLDERS);
    clear(why);
    return String.join("; ", why);
  }

  private void clear(List<String> why) {
    try {
      aside.recover(kept).ifPresent(beside -> why.add("what was in its place is in " + beside));
    } catch (WorktreeFailedException failure) {
      why.add(stays(failure));
      return;
    }
    try {
      FileTree.deleteAmidOthers(folder);
    } catch (WorktreeFailedException failure) {
      why.add(String.valueOf(failure.getMessage()));
    }
  }
}
