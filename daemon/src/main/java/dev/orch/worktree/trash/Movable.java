package dev.orch.worktree.trash;

import dev.orch.domain.operation.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
        .map(path -> words(path, "cannot be read or removed"));
  }

  /** That it cannot be read, with a command that permits it, or makes it ours to permit. */
  public String words(Path path) {
    return words(path, "cannot be read");
  }

  private String words(Path path, String hindrance) {
    String shown = ShellWord.of(path.toString());
    if (!mayPermit(path)) {
      return "%s belongs to another user: make it yours (sudo chown -R \"$(id -u)\" %s), then try again"
          .formatted(path, shown);
    }
    String right = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "u+rwx" : "u+r";
    return "%s %s: permit that (chmod %s %s), then try again"
        .formatted(path, hindrance, right, shown);
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
    return look(
            worktree,
            (path, attributes) ->
                !attributes.isDirectory() || (access.mayRead(path) && access.mayEmpty(path)))
        .findFirst();
  }

  /**
   * What git would pass over or fail at: the files and folders that cannot be read, the folder
   * itself among them. Not what lies in repositories inside, which git does not enter.
   */
  public List<Path> listUnreadable(Path folder) {
    return look(
            folder,
            (path, attributes) ->
                !(attributes.isDirectory() || attributes.isRegularFile()) || access.mayRead(path))
        .filter(path -> !isInRepositoryInside(folder, path))
        .toList();
  }

  private static boolean isInRepositoryInside(Path folder, Path path) {
    if (path.equals(folder)) {
      return false;
    }
    Path above = Objects.requireNonNull(path.getParent());
    while (!above.equals(folder)) {
      if (exists(above.resolve(".git"))) {
        return true;
      }
      above = Objects.requireNonNull(above.getParent());
    }
    return false;
  }

  private static Stream<Path> look(Path folder, Right right) {
    Looking looking = new Looking(right);
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.walkFileTree(folder, looking);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return looking.found.stream();
  }

  /** What is asked of each file and folder. */
  private interface Right {
    boolean isGiven(Path path, BasicFileAttributes attributes) throws IOException;
  }

  /** Looks on beside what is refused. Who works there may remove what was listed. */
  private static final class Looking extends SimpleFileVisitor<Path> {
    private final Right right;
    private final List<Path> found = new ArrayList<>();

    Looking(Right right) {
      this.right = right;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      return visited(folder, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      return visited(file, attributes);
    }

    private FileVisitResult visited(Path path, BasicFileAttributes attributes) throws IOException {
      try {
        if (right.isGiven(path, attributes)) {
          return FileVisitResult.CONTINUE;
        }
      } catch (NoSuchFileException _) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      return found(path);
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
      if (exists(path)) {
        found.add(path);
      }
      return FileVisitResult.SKIP_SUBTREE;
    }
  }
}
