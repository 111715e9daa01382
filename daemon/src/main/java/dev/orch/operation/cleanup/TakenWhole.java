package dev.orch.operation.cleanup;

import dev.orch.domain.project.RawPath;
import dev.orch.operation.Unkept;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeInventory.Obstacle;
import dev.orch.worktree.WorktreeInventory.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which worktrees could not be made again, so that they go into the trash as they are, and what is
 * in one.
 */
final class TakenWhole {
  /** What git cannot keep: it is kept as it is, as a folder. */
  private static final Set<Reason> NO_WORKTREE =
      EnumSet.of(Reason.CUT_OFF, Reason.OCCUPIED, Reason.NO_COMMIT, Reason.SPECIAL_FILE);

  /** What would be lost with what git has of the worktree: it goes along with the folder. */
  private static final Set<Reason> OWN_STATE =
      EnumSet.of(
          Reason.MERGE,
          Reason.REBASE,
          Reason.CHERRY_PICK,
          Reason.REVERT,
          Reason.BISECT,
          Reason.OWN_SETTINGS,
          Reason.OWN_REFS);

  private TakenWhole() {}

  /**
   * All that is in such a folder, or the file that stands there. Follows no link; nothing if there
   * is nothing.
   *
   * @throws UncheckedIOException if the folder cannot be read
   */
  static List<Unkept> files(Path place) {
    List<Unkept> files = new ArrayList<>();
    if (!Sizes.exists(place)) {
      return files;
    }
    try {
      Files.walkFileTree(
          place,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
              String modified = found.lastModifiedTime().toInstant().toString();
              String path = RawPath.of(place, file).latin();
              files.add(new Unkept(path, found.size(), modified, true));
              return FileVisitResult.CONTINUE;
            }

            // What cannot be read is known by its name alone.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              String path = RawPath.of(place, file).latin();
              files.add(new Unkept(path, 0, Instant.EPOCH.toString(), true));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place, e);
    }
    files.sort(Comparator.comparing(Unkept::path));
    return files;
  }

  /**
   * The first thing that could not be made again; nothing if all could.
   *
   * @param holds whether the trash is on the file system of the worktree
   */
  static Optional<Obstacle> because(WorktreeInventory inventory, boolean holds) {
    return inventory.obstacles().stream()
        .filter(one ->
            NO_WORKTREE.contains(one.reason()) || (holds && OWN_STATE.contains(one.reason())))
        .findFirst();
  }
}
