package dev.orch.worktree.trash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes files and folders below one folder of ours, and nothing else, whatever others do there
 * meanwhile: every name is opened from the folder above it and no symbolic link is followed, what
 * goes is renamed out of the way first, and another file system is never entered. Where the system
 * holds no folders open, each step looks at the way to it instead. Any thread may call it.
 */
public final class SafeRemoval {
  private static final String LEAVING = ".orch-removing-";
  private static final String RAISED = ".orch-raised-";
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rwx------");

  private final Path root;
  private final HeldFolder.Opener opener;

  /**
   * Below this folder.
   *
   * @param root absolute and canonical
   */
  public SafeRemoval(Path root) {
    this(root, HeldFolder::open);
  }

  SafeRemoval(Path root, HeldFolder.Opener opener) {
    if (!root.isAbsolute() || root.getNameCount() == 0) {
      throw new IllegalArgumentException("not a folder to remove things from: " + root);
    }
    this.root = root;
    this.opener = opener;
  }

  /**
   * Removes what is at the path with all that is in it; a link goes, never what it leads to. Does
   * nothing if it is gone, and goes on where an earlier call ended.
   *
   * @param path absolute, below the root
   * @return how many bytes the files had
   * @throws IllegalArgumentException if the path is not below the root
   * @throws UncheckedIOException if something cannot be removed: a link stands on the way to it, it
   *     is a mount point or holds one, or the disk refuses; to be called again
   */
  public long remove(Path path) {
    return at(path, SafeRemoval::take);
  }

  /**
   * Removes what is in a folder, entry by entry, and leaves the folder and one entry of it. Else as
   * {@link #remove}.
   *
   * @param left the name of that entry
   */
  public long empty(Path folder, Path left) {
    return at(folder, (above, name) -> removeContent(above, name, device(above), left));
  }

  /** What is done with the last name of a path, in the folder above it. */
  private interface Work {
    long with(HeldFolder above, Path name) throws IOException;
  }

  private long at(Path path, Work work) {
    requireBelow(path);
    Path start = Objects.requireNonNull(root.getRoot());
    try (HeldFolder opened = opener.open(start)) {
      requireNoMount(path);
      return below(opened, start.relativize(path), work);
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + whereIs(path), e);
    }
  }

  /** Where what is at the path is while it is removed: what is there was begun and not ended. */
  public static Path leaving(Path path) {
    return path.resolveSibling(LEAVING + path.getFileName());
  }

  private static Path whereIs(Path path) {
    Path leaving = leaving(path);
    return Files.exists(leaving, LinkOption.NOFOLLOW_LINKS) ? leaving : path;
  }

  /**
   * Whether a file system is mounted at the path or below it.
   *
   * @throws UncheckedIOException if the kernel's list cannot be read
   */
  public static boolean holdsMount(Path path) {
    try {
      return Mounts.read().stream().anyMatch(mount -> mount.startsWith(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell what is mounted below " + path, e);
    }
  }

  private void requireBelow(Path path) {
    boolean inside =
        path.isAbsolute()
            && path.startsWith(root)
            && !path.equals(root)
            && path.normalize().equals(path);
    if (!inside) {
      throw new IllegalArgumentException("%s is not below %s".formatted(path, root));
    }
  }

  /** From folder to folder, so that a link put in the place of one is found out. */
  private static long below(HeldFolder from, Path path, Work work) throws IOException {
    Path name = path.getName(0);
    if (path.getNameCount() == 1) {
      return work.with(from, name);
    }
    try (HeldFolder next = from.enter(name)) {
      return below(next, path.subpath(1, path.getNameCount()), work);
    }
  }

  /** First out of the way in one step: from then on nobody finds half of it. */
  private static long take(HeldFolder from, Path name) throws IOException {
    String device = device(from);
    Path leaving = Path.of(LEAVING + name);
    long freed = removeIfThere(from, leaving, device);
    if (from.find(name).isEmpty()) {
      return freed;
    }
    from.move(name, from, leaving);
    return freed + removeIfThere(from, leaving, device);
  }

  private static long removeIfThere(HeldFolder from, Path name, String device) throws IOException {
    return removeIfThere(
        from, name, device, (above, folder) -> removeContent(above, folder, device, null));
  }

  private static long removeIfThere(HeldFolder from, Path name, String device, Work emptying)
      throws IOException {
    Optional<PosixFileAttributes> there = from.find(name);
    if (there.isEmpty()) {
      return 0;
    }
    PosixFileAttributes found = there.get();
    if (!found.isDirectory()) {
      from.deleteFile(name);
      return found.size();
    }
    if (!device(found).equals(device)) {
      throw new FileSystemException(name.toString(), null, "another file system is mounted here");
    }
    long freed = emptying.with(from, name);
    from.deleteFolder(name);
    return freed;
  }

  private static long removeContent(HeldFolder from, Path name, String device, @Nullable Path left)
      throws IOException {
    long freed = 0;
    boolean isMore = true;
    while (isMore) {
      try (HeldFolder top = open(from, name)) {
        Descent descent = new Descent(top, device);
        freed += descent.empty(top, 0, left);
        isMore = descent.raised > 0;
      }
    }
    return freed;
  }

  /**
   * One way through all that is in a folder. The folders on it are open, and on the stack, all at
   * once: what lies too deep is raised into the topmost, and is left there for the next.
   */
  private static final class Descent {
    private static final int DEEPEST = 64;

    private final HeldFolder top;
    private final String device;
    private int raised;

    Descent(HeldFolder top, String device) {
      this.top = top;
      this.device = device;
    }

    long empty(HeldFolder folder, int depth, @Nullable Path left) throws IOException {
      long freed = 0;
      for (Path entry : folder.names()) {
        if (!entry.equals(left) && (depth < DEEPEST || !raiseFolder(folder, entry))) {
          freed +=
              removeIfThere(folder, entry, device, (from, name) -> enter(from, name, depth + 1));
        }
      }
      return freed;
    }

    private long enter(HeldFolder from, Path name, int depth) throws IOException {
      try (HeldFolder folder = open(from, name)) {
        return empty(folder, depth, null);
      }
    }

    /** False for what is no folder, and stays. */
    private boolean raiseFolder(HeldFolder from, Path name) throws IOException {
      if (from.find(name).filter(BasicFileAttributes::isDirectory).isEmpty()) {
        return false;
      }
      permit(from, name);
      Path free;
      do {
        raised++;
        free = Path.of(RAISED + raised);
      } while (top.find(free).isPresent());
      from.move(name, top, free);
      return true;
    }
  }

  private static HeldFolder open(HeldFolder from, Path name) throws IOException {
    permit(from, name);
    return from.enter(name);
  }

  /** A folder that its owner may not write to or read is the owner's to remove all the same. */
  private static void permit(HeldFolder from, Path name) throws IOException {
    boolean closed =
        from.find(name).filter(found -> !found.permissions().containsAll(ALL)).isPresent();
    if (closed) {
      from.permit(name, ALL);
    }
  }

  private static String device(HeldFolder of) throws IOException {
    return device(of.attributes());
  }

  /** The key is {@code (dev=…,ino=…)}. */
  private static String device(BasicFileAttributes of) {
    String key = String.valueOf(of.fileKey());
    int comma = key.indexOf(',');
    return comma < 0 ? key : key.substring(0, comma);
  }

  /** What is mounted from the same device has its number too: only the kernel's list tells it. */
  private static void requireNoMount(Path path) throws IOException {
    for (Path mount : Mounts.read()) {
      if (mount.startsWith(path)) {
        throw new FileSystemException(mount.toString(), null, "a file system is mounted here");
      }
    }
  }
}
