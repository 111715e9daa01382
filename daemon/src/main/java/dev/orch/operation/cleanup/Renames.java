package dev.orch.operation.cleanup;

import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What goes into an entry of the trash and out of it, each in one step. Nothing is overwritten and
 * no link is followed to the entry. What is not there is passed over, so that a call may be made
 * again.
 */
final class Renames {
  /** How many of the last names of an entry's folder are ours: none of them may be a link. */
  private static final int OURS = 3;

  /** Behind the name of what comes back where something else is by now. */
  static final String BESIDE = ".from-trash";

  /** Behind the name of what was made again while it was taken. */
  private static final String LATER = ".later";

  private final Kept kept;

  Renames(Kept kept) {
    this.kept = kept;
  }

  /**
   * To that place and no other, where an empty folder may stand.
   *
   * @throws WorktreeFailedException if something is where it should go; both stay as they are
   */
  void move(Path from, Path to) {
    if (!Sizes.exists(from)) {
      return;
    }
    if (OwnFolders.isTaken(to)) {
      throw new WorktreeFailedException("something stands at %s: move it away".formatted(to));
    }
    try {
      for (Path folder : kept.folders()) {
        if (from.startsWith(folder) || to.startsWith(folder)) {
          OwnFolders.make(folder, OURS);
        }
      }
      Files.createDirectories(Objects.requireNonNull(to.getParent()));
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move %s to %s".formatted(from, to), e);
    }
  }

  /** Into the trash, beside what an earlier call has moved there from the same place. */
  void take(Path from, Path to) {
    move(from, free(to, LATER));
  }

  /** Out of the trash; what is in the way stays, beside what comes back. */
  void giveBack(Path from, Path to) {
    move(from, free(to, BESIDE));
  }

  /** As {@link #giveBack}, entry by entry where both have a folder. */
  void giveBackInto(Path from, Path to) {
    boolean both =
        Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)
            && Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
    if (!both) {
      giveBack(from, to);
      return;
    }
    for (Path entry : entries(from)) {
      giveBackInto(entry, to.resolve(entry.getFileName()));
    }
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw new WorktreeFailedException("cannot read " + folder, e);
    }
    return entries;
  }

  /** The path, or one beside it where nothing is yet. */
  private static Path free(Path path, String behind) {
    Path free = path;
    for (int i = 1; Sizes.exists(free); i++) {
      free = path.resolveSibling(path.getFileName() + behind + (i == 1 ? "" : "-" + i));
    }
    return free;
  }
}
