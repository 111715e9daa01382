package dev.orch.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder and of all below it, as far as they can be read. Follows no link; what
 * cannot be read, or goes meanwhile, is passed over.
 */
public final class ReadableFiles {
  private ReadableFiles() {}

  /** Who gets them. */
  @FunctionalInterface
  public interface Taking {
    /** One that is no folder: a file, a link, or something of another kind. */
    void take(Path file, BasicFileAttributes attributes);

    /** Whether what is in a folder is given too; asked before, of the root too. */
    default boolean enters(Path folder, BasicFileAttributes attributes) {
      return true;
    }
  }

  /**
   * Gives each of them, in no order.
   *
   * @param root may be a file, which is the only one then, or nothing
   */
  public static void visit(Path root, Taking taking) {
    try {
      Files.walkFileTree(root, new Visit(taking));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only a visitor would, and this one does not
    }
  }

  static final class Visit extends SimpleFileVisitor<Path> {
    private final Taking taking;

    Visit(Taking taking) {
      this.taking = taking;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return taking.enters(folder, attributes)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      taking.take(file, attributes);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    /** Also where the list of its entries broke off. */
    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
