package dev.orch.operation;

import dev.orch.domain.operation.ShellWord;
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
   * @param moved the files and folders that are renamed into the trash, with all that is in them,
   *     which has to be removed from there one day
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
        .filter(Movable::exists)
        .flatMap(path -> protectedOnTheWay(path).stream())
        .sorted()
        .findFirst()
        .or(() -> unreadable(leaving.kept()))
        .or(() -> locked(leaving.worktree()))
        .map(this::words);
  }

  /** With a command that permits it, or makes it ours to permit. */
  private String words(Path path) {
    String shown = ShellWord.of(path.toString());
    if (!mayPermit(path)) {
      return "%s belongs to another user: make it yours (sudo chown -R \"$(id -u)\" %s), then try again"
          .formatted(path, shown);
    }
    String right = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "u+rwx" : "u+r";
    return "%s cannot be read or removed: permit that (chmod %s %s), then try again"
        .formatted(path, right, shown);
  }

  private boolean mayPermit(Path path) {
    try {
      return access.mayEmpty(path);
    } catch (IOException _) {
      return false;
    }
  }

  /** A folder that is renamed into another one is written to as well. */
  private static Optional<Path> protectedOnTheWay(Path path) {
    Path above = Objects.requireNonNull(path.getParent());
    if (!Files.isWritable(above)) {
      return Optional.of(above);
    }
    boolean closed = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(path);
    return closed ? Optional.of(path) : Optional.empty();
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

  /**
   * Git passes over a folder that it cannot read: what is in it would not be kept, and nobody knows
   * what of it is moved.
   */
  private Optional<Path> locked(Path worktree) {
    Looking looking = new Looking();
    try {
      if (Files.isDirectory(worktree, LinkOption.NOFOLLOW_LINKS)) {
        Files.walkFileTree(worktree, looking);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + worktree, e);
    }
    return Optional.ofNullable(looking.locked);
  }

  private final class Looking extends SimpleFileVisitor<Path> {
    private @Nullable Path locked;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
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
      return failure instanceof NoSuchFileException ? FileVisitResult.CONTINUE : found(file);
    }

    private FileVisitResult found(Path path) {
      locked = path;
      return FileVisitResult.TERMINATE;
    }
  }
}
