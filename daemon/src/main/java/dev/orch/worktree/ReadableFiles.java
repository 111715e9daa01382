package dev.orch.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder and of all below it, as far as they can be read. Follows no link; what
 * cannot be read, or goes meanwhile, is passed over.
 */
public final class ReadableFiles {
  private ReadableFiles() {}

  /**
   * Gives each of them, in no order.
   *
   * @param root may be a file, which is the only one then, or nothing
   */
  public static void visit(Path root, BiConsumer<Path, BasicFileAttributes> taking) {
    try {
      Files.walkFileTree(root, new Visit(taking));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only a visitor would, and this one does not
    }
  }

  static final class Visit extends SimpleFileVisitor<Path> {
    private final BiConsumer<Path, BasicFileAttributes> taking;

    Visit(BiConsumer<Path, BasicFileAttributes> taking) {
      this.taking = taking;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      taking.accept(file, attributes);
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
