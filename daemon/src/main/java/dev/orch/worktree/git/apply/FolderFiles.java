package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.trash.HeldFolder;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files below a folder, reached name by name from its top: no link is ever followed, whoever
 * puts one in the way, and nothing outside is read, written or removed.
 */
final class FolderFiles {
  /** From the lowest bit of a mode on. */
  private static final List<PosixFilePermission> BITS =
      List.of(
          PosixFilePermission.OTHERS_EXECUTE,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ);

  private final Path top;
  private final BlobIds ids;
  private final HeldFolder.Opener opener;

  /** What is looked for at one path, and is at another for now. */
  private final Map<RawPath, RawPath> elsewhere;

  FolderFiles(Path top, BlobIds ids) {
    this(top, ids, HeldFolder::open);
  }

  FolderFiles(Path top, BlobIds ids, HeldFolder.Opener opener) {
    this(top, ids, opener, Map.of());
  }

  private FolderFiles(
      Path top, BlobIds ids, HeldFolder.Opener opener, Map<RawPath, RawPath> elsewhere) {
    this.top = top;
    this.ids = ids;
    this.opener = opener;
    this.elsewhere = elsewhere;
  }

  /**
   * The same files for {@link #look} and {@link #list}, as if one of them were back already; not if
   * something else is there or its folder is gone.
   *
   * @param place where it is for now
   */
  FolderFiles with(RawPath path, RawPath place) {
    return new FolderFiles(top, ids, opener, Map.of(path, place));
  }

  private boolean isElsewhere(RawPath path) {
    return elsewhere.containsKey(path) && isFree(path);
  }

  /** Where a path is, for what cannot be reached name by name. */
  Path at(RawPath path) {
    return RawNames.in(top, path);
  }

  /** Where what is found at a path is: elsewhere, if it is not back yet. */
  Path found(RawPath path) {
    return at(isElsewhere(path) ? elsewhere.getOrDefault(path, path) : path);
  }

  /** What is there; nothing, too, if the way to it is no folder. */
  PathState look(RawPath path) {
    return lookAt(isElsewhere(path) ? elsewhere.getOrDefault(path, path) : path);
  }

  private PathState lookAt(RawPath path) {
    try {
      Optional<HeldFolder> parent = openParent(path);
      if (parent.isEmpty()) {
        return new PathState.Absent();
      }
      try (HeldFolder folder = parent.get()) {
        return state(folder, path);
      }
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  private PathState state(HeldFolder folder, RawPath path) throws IOException {
    Path name = RawNames.name(path.name());
    Optional<PosixFileAttributes> found = folder.find(name);
    if (found.isEmpty()) {
      return new PathState.Absent();
    }
    PosixFileAttributes attributes = found.get();
    int mode = bits(attributes.permissions());
    if (attributes.isSymbolicLink()) {
      String target = RawNames.bytes(Files.readSymbolicLink(at(path)));
      return new PathState.Link(ids.of(RawNames.raw(target)));
    }
    if (attributes.isDirectory()) {
      return new PathState.Folder(mode);
    }
    if (!attributes.isRegularFile()) {
      return new PathState.Other();
    }
    try (SeekableByteChannel content = folder.read(name)) {
      return new PathState.File(mode, ids.of(content));
    }
  }

  /** Whether anything is there. */
  boolean isThere(RawPath path) {
    return attributes(path).isPresent();
  }

  /** Whether a folder is there. */
  boolean isFolder(RawPath path) {
    return attributes(path).filter(PosixFileAttributes::isDirectory).isPresent();
  }

  /** Whether nothing is there, in a folder that is. */
  boolean isFree(RawPath path) {
    return path.parent().map(this::isFolder).orElse(true) && !isThere(path);
  }

  private Optional<PosixFileAttributes> attributes(RawPath path) {
    try {
      Optional<HeldFolder> parent = openParent(path);
      if (parent.isEmpty()) {
        return Optional.empty();
      }
      try (HeldFolder folder = parent.get()) {
        return folder.find(RawNames.name(path.name()));
      }
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  private static int bits(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (int bit = 0; bit < BITS.size(); bit++) {
      bits |= permissions.contains(BITS.get(bit)) ? 1 << bit : 0;
    }
    return bits;
  }

  /** The permissions of nine bits. */
  static Set<PosixFilePermission> permissions(int bits) {
    Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.size(); bit++) {
      if ((bits & (1 << bit)) != 0) {
        all.add(BITS.get(bit));
      }
    }
    return all;
  }

  /** What a folder holds; nothing if it is none. */
  List<RawPath> list(RawPath folder) {
    List<RawPath> all = new ArrayList<>();
    try {
      Optional<HeldFolder> opened = open(folder.names());
      if (opened.isPresent()) {
        try (HeldFolder entries = opened.get()) {
          for (Path name : entries.names()) {
            all.add(new RawPath(folder.latin() + "/" + RawNames.bytes(name)));
          }
        }
      }
    } catch (IOException e) {
      throw failed("read", folder, e);
    }
    elsewhere.keySet().stream()
        .filter(path -> path.parent().filter(folder::equals).isPresent() && isElsewhere(path))
        .forEach(all::add);
    return all;
  }

  /** Removes a file or a link. */
  void remove(RawPath path) {
    try (HeldFolder folder = requireParent(path)) {
      folder.deleteFile(RawNames.name(path.name()));
    } catch (IOException e) {
      throw failed("remove", path, e);
    }
  }

  /** Removes a folder if it is empty; whether it is gone now. */
  boolean removeIfEmpty(RawPath path) {
    try {
      Optional<HeldFolder> parent = openParent(path);
      if (parent.isEmpty()) {
        return true;
      }
      try (HeldFolder folder = parent.get()) {
        Path name = RawNames.name(path.name());
        if (folder.find(name).filter(PosixFileAttributes::isDirectory).isPresent()) {
          folder.deleteFolder(name);
        }
        return true;
      }
    } catch (NoSuchFileException _) {
      return true;
    } catch (DirectoryNotEmptyException _) {
      return false;
    } catch (IOException e) {
      throw failed("remove", path, e);
    }
  }

  /**
   * Puts what is staged elsewhere in the folder in its place, by one rename. A file or link that is
   * there is replaced.
   */
  void place(RawPath staged, RawPath path) {
    try (HeldFolder source = requireParent(staged);
        HeldFolder folder = requireParent(path)) {
      source.move(RawNames.name(staged.name()), folder, RawNames.name(path.name()));
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  /** Renames what is there to a place in the folder that is free; whether anything was there. */
  boolean take(RawPath path, RawPath free) {
    try (HeldFolder source = requireParent(path);
        HeldFolder folder = requireParent(free)) {
      source.move(RawNames.name(path.name()), folder, RawNames.name(free.name()));
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw failed("take away", path, e);
    }
  }

  /**
   * As {@link #place} for a file or a link, but leaves alone what is there. Java can link by whole
   * paths only; what that could reach behind a link is a name that nobody had taken.
   *
   * @return whether it is in its place now
   */
  boolean placeNew(RawPath staged, RawPath path) {
    try {
      if (Files.isSymbolicLink(at(staged))) {
        // What a hard link to a link leads to differs from system to system.
        Files.createSymbolicLink(at(path), Files.readSymbolicLink(at(staged)));
      } else {
        Files.createLink(at(path), at(staged));
      }
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (UnsupportedOperationException | IOException _) {
      // A file system without hard links.
      return look(path) instanceof PathState.Absent && placed(staged, path);
    }
    remove(staged);
    return true;
  }

  private boolean placed(RawPath staged, RawPath path) {
    place(staged, path);
    return true;
  }

  private HeldFolder requireParent(RawPath path) throws IOException {
    return openParent(path)
        .orElseThrow(
            () -> new NoSuchFileException(path.shown(), null, "the way to it is no folder"));
  }

  private Optional<HeldFolder> openParent(RawPath path) throws IOException {
    return open(path.parent().map(RawPath::names).orElse(List.of()));
  }

  private Optional<HeldFolder> open(List<String> names) throws IOException {
    HeldFolder folder = opener.open(top);
    for (String bytes : names) {
      Path name = RawNames.name(bytes);
      try (HeldFolder above = folder) {
        // What is no folder is not opened: a pipe would wait for its writer.
        if (above.find(name).filter(PosixFileAttributes::isDirectory).isEmpty()) {
          return Optional.empty();
        }
        folder = above.enter(name);
      }
    }
    return Optional.of(folder);
  }

  private WorktreeFailedException failed(String what, RawPath path, Exception e) {
    return new WorktreeFailedException("cannot %s %s in %s".formatted(what, path, top), e);
  }
}
