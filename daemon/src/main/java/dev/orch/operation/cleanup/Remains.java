package dev.orch.operation.cleanup;

import dev.orch.operation.Unfinished;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.trash.SafeRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a worktree is where, on the disk, between its place and the trash. */
final class Remains {
  private Remains() {}

  /** Files and folders that the trash holds, as they were moved there, and what is going there. */
  static List<Path> inTrash(Kept kept) {
    List<Path> found = new ArrayList<>(entries(kept.files()));
    if (Sizes.exists(kept.whole())) {
      found.add(kept.whole());
    }
    Path ofRepository = Objects.requireNonNull(kept.submodules().getParent());
    entries(ofRepository).stream().filter(Remains::isOfSubmodules).forEach(found::add);
    kept.folders().stream().map(SafeRemoval::leaving).filter(Sizes::exists).forEach(found::add);
    return found;
  }

  /** Whether no file of it was removed: a folder of the trash is renamed before it is emptied. */
  static boolean hasAllFiles(Kept kept) {
    return kept.expected().stream().allMatch(Sizes::exists)
        && kept.folders().stream().map(SafeRemoval::leaving).noneMatch(Sizes::exists);
  }

  /** A folder of the trash that files were moved into and that is not there any more. */
  static Optional<Path> findMissing(Kept kept) {
    return kept.filled() == null
        ? Optional.empty()
        : kept.expected().stream().filter(folder -> !Sizes.exists(folder)).findFirst();
  }

  /**
   * The folder of all entries beside worktrees that lie elsewhere than their repository, if it is
   * not there though it held this one: what was removed from it leaves it, so its disk is away.
   */
  static Optional<Path> findAway(Kept kept) {
    Path folder = Path.of(kept.folder());
    return kept.home()
        .repository()
        .findAway(folder)
        .filter(_ -> kept.filled() != null && kept.expected().contains(folder));
  }

  private static boolean isOfSubmodules(Path entry) {
    return entry.getFileName().toString().startsWith(Kept.SUBMODULES);
  }

  /** The repositories of submodules of all times that they were moved, the first at the front. */
  static List<Path> submodules(Kept kept) {
    Path folder = Objects.requireNonNull(kept.submodules().getParent());
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Remains::isOfSubmodules).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /**
   * Of all but folders, which are back where they were.
   *
   * @throws WorktreeFailedException if the trash holds any file yet
   */
  static void requireNone(Kept kept) {
    requireNone(kept.whole());
    requireNone(kept.files());
    submodules(kept).forEach(Remains::requireNone);
  }

  private static void requireNone(Path inTrash) {
    if (!Sizes.exists(inTrash)) {
      return;
    }
    try (Stream<Path> all = Files.walk(inTrash)) {
      all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .findFirst()
          .ifPresent(path -> {
            throw new WorktreeFailedException(path + " could not be given back");
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + inTrash, e);
    }
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        all.forEach(entries::add);
      } catch (IOException | DirectoryIteratorException _) {
        entries.add(folder);
      }
    }
    return entries.stream().sorted().toList();
  }

  /** The worktree's folder, whole or on its way out. */
  static List<Path> atPlace(Kept kept) {
    return Unfinished.atPlace(Path.of(kept.tree().path()));
  }
}
