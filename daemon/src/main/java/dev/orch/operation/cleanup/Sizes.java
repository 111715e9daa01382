package dev.orch.operation.cleanup;

import dev.orch.worktree.ReadableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How much is where. Follows no link; what cannot be read counts nothing. */
final class Sizes {
  private Sizes() {}

  /** Of a file or of all files in a folder. */
  static long of(Path path) {
    AtomicLong sum = new AtomicLong();
    ReadableFiles.visit(path, (_, attributes) -> sum.addAndGet(attributes.size()));
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
