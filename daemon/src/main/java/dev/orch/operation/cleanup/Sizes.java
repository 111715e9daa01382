package dev.orch.operation.cleanup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How much is where. Follows no link; what cannot be read counts nothing. */
final class Sizes {
  private Sizes() {}

  /** Of a file or of all files in a folder. */
  static long of(Path path) {
    AtomicLong sum = new AtomicLong();
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException _) {
      return sum.get();
    }
    return sum.get();
  }

  /** Whether anything is there, a dangling link too. */
  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether what is at one path can be renamed to the other: the same file system holds both. */
  static boolean sameDevice(Path one, Path other) {
    return device(one).equals(device(other));
  }

  /** Of the nearest folder that is there. */
  private static Object device(Path path) {
    @Nullable Path at = path;
    while (at != null && !exists(at)) {
      at = at.getParent();
    }
    try {
      return at == null ? "" : Files.getAttribute(at, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException _) {
      return "";
    }
  }
}
