package dev.orch.operation;

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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what could neither be kept, moved nor removed, before anything is. */
public final class Movable {
  private final Access access;

  /** With these rights. */
  public Movable(Access access) {
    this.access = access;
  }

  /** What this process may do with files. */
  public interface Access {

    /**
     * As the system tells.
     *
     * @param ours a file or folder that surely belongs to the user that this process runs as
     */
    static Access ofTheOwnerOf(Path ours) {
      return new Access() {
        @Override
        public boolean mayRead(Path path) {
          boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
          return Files.isReadable(path) && (!folder || Files.isExecutable(path));
        }

        @Override
        public boolean mayEmpty(Path folder) throws IOException {
          return Files.isWritable(folder) || owner(folder).equals(owner(ours));
        }
      };
    }

    private static Object owner(Path path) throws IOException {
      return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it can be read, a folder with all that is right in it. */
    boolean mayRead(Path path);

    /** Whether what is in the folder can be removed, as its owner can permit it to himself. */
    boolean mayEmpty(Path folder) throws IOException;
  }

  /**
   * What becomes of a worktree's folder.
   *
   * @param moved the files and folders that are renamed into the trash, with all that is in them
   * @param kept the files whose content git is to keep
   */
  public record Leaving(Path worktree, Set<Path> moved, List<Path> kept) {
    /** Keeps its own copies. */
    public Leaving {
      moved = Set.copyOf(moved);
      kept = List.copyOf(kept);
    }
  }

  /** What is in the way, for a person, with what to do. Looks at every folder that is to go. */
  public Optional<String> hindrance(Leaving leaving) {
    if (SafeRemoval.holdsMount(leaving.worktree())) {
      return Optional.of(
          "a file system is mounted in %s: unmount it, then try again"
              .formatted(leaving.worktree()));
    }
    return leaving.moved().stream()
        .filter(path -> !isOursToMove(path) && exists(path))
        .sorted()
        .findFirst()
        .map(
            "%s belongs to another user or is write-protected: change that, then try again"
                ::formatted)
        .or(() ->
            unreadable(leaving.kept())
                .or(() -> locked(leaving))
                .map("%s cannot be read or removed: permit that, then try again"::formatted));
  }

  /** A folder that is renamed into another one is written to as well. */
  private static boolean isOursToMove(Path path) {
    return Files.isWritable(Objects.requireNonNull(path.getParent()))
        && (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Files.isWritable(path));
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private Optional<Path> unreadable(List<Path> files) {
    return files.stream()
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .filter(file -> !access.mayRead(file) && exists(file))
        .findFirst();
  }

  /** Git passes over a folder that it cannot read: what is in it would not be kept. */
  private Optional<Path> locked(Leaving leaving) {
    Looking looking = new Looking(leaving.moved());
    try {
      if (Files.isDirectory(leaving.worktree(), LinkOption.NOFOLLOW_LINKS)) {
        Files.walkFileTree(leaving.worktree(), looking);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + leaving.worktree(), e);
    }
    return Optional.ofNullable(looking.locked);
  }

  private final class Looking extends SimpleFileVisitor<Path> {
    private final Set<Path> passed;
    private @Nullable Path locked;

    Looking(Set<Path> passed) {
      this.passed = passed;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (passed.contains(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      try {
        if (access.mayRead(folder) && access.mayEmpty(folder)) {
          return FileVisitResult.CONTINUE;
        }
      } catch (NoSuchFileException _) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      // Who works there may have removed it since it was listed.
      return exists(folder) ? found(folder) : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      return failure instanceof NoSuchFileException
          ? FileVisitResult.CONTINUE
          : super.postVisitDirectory(folder, failure);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      boolean gone = failure instanceof NoSuchFileException || passed.contains(file);
      return gone ? FileVisitResult.CONTINUE : found(file);
    }

    private FileVisitResult found(Path path) {
      locked = path;
      return FileVisitResult.TERMINATE;
    }
  }
}
