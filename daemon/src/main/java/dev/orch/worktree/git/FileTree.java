package dev.orch.worktree.git;

import static java.util.Objects.requireNonNull;

import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.trash.SafeRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Deletes a folder with all below it; a symbolic link goes, never what it leads to. */
public final class FileTree {
  private FileTree() {}

  /** Does nothing if it is gone. */
  public static void delete(Path root) {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(root, new Deleting());
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot remove " + root, e);
    }
  }

  /**
   * As {@link #delete}, where an agent may be at work: no link is followed that is put in the way
   * meanwhile, and another file system is not entered.
   *
   * @throws WorktreeFailedException if it cannot be removed, or not without that; to be called
   *     again
   */
  public static void deleteAmidOthers(Path root) {
    amidOthers(root, SafeRemoval::remove);
  }

  /** As {@link #deleteAmidOthers}, but leaves the folder and one entry right in it. */
  public static void emptyAmidOthers(Path folder, Path left) {
    amidOthers(folder, (removal, real) -> removal.empty(real, left));
  }

  private static void amidOthers(Path path, BiConsumer<SafeRemoval, Path> work) {
    try {
      Path above = requireNonNull(path.getParent()).toRealPath();
      canonical(above.resolve(requireNonNull(path.getFileName())), work);
    } catch (NoSuchFileException _) {
      // Nothing is there.
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot remove " + path, e);
    }
  }

  /**
   * As {@link #deleteAmidOthers}, but no link is followed on the way to it either.
   *
   * @param root canonical, as it was found
   */
  static void deleteCanonical(Path root) {
    canonical(root, SafeRemoval::remove);
  }

  /** As {@link #deleteCanonical}, but leaves the folder and one entry right in it. */
  static void emptyCanonical(Path folder, Path left) {
    canonical(folder, (removal, real) -> removal.empty(real, left));
  }

  private static void canonical(Path path, BiConsumer<SafeRemoval, Path> work) {
    try {
      work.accept(new SafeRemoval(requireNonNull(path.getParent())), path);
    } catch (UncheckedIOException e) {
      throw new WorktreeFailedException("cannot remove " + path, e);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (!Files.isWritable(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
