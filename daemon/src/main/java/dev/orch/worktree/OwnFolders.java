package dev.orch.worktree;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Our folders inside a project. They lie where agents, and the repository itself, can put links:
 * none of them is one, so that what is written there goes nowhere else. Nobody else may look into
 * what is made here: prompts and answers are there.
 */
public final class OwnFolders {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** How many are ours of the way to a turn's files: runtime folder, artifacts, session, turn. */
  public static final int OF_A_TURN = 4;

  /** Behind the name of a worktree's folder while that is taken away. */
  private static final String LEAVING = ".removing";

  private OwnFolders() {}

  /** Where a worktree's folder is while it is taken away: what is there was begun and not ended. */
  public static Path leaving(Path worktree) {
    return worktree.resolveSibling(worktree.getFileName() + LEAVING);
  }

  /**
   * Whether anything but an empty folder stands where a worktree's folder is to be. What cannot be
   * looked into is something.
   */
  public static boolean isTaken(Path place) {
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries.findAny().isPresent();
    } catch (IOException _) {
      return true;
    }
  }

  /** Something stands where a file or folder of ours belongs. */
  public static final class InTheWayException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    /** With what it is. */
    public InTheWayException(Path place, String reason) {
      super(place.toString(), null, reason + ": move it away");
    }
  }

  /**
   * Makes the folder with the missing ones above it, as far as they are ours: a project that was
   * moved or is on a disk that is not there must not be made again as an empty folder.
   *
   * @param ours how many of the last names of the path are ours
   * @throws NoSuchFileException if what is above them is not there
   * @throws InTheWayException if a link or a file stands in place of one
   */
  public static void make(Path folder, int ours) throws IOException {
    Path parent = folder.getParent();
    if (ours == 0 || parent == null) {
      requireFolder(folder);
      return;
    }
    make(parent, ours - 1);
    try {
      Files.createDirectory(folder, OWNER_ONLY);
    } catch (FileAlreadyExistsException _) {
      requireOwn(folder);
    }
  }

  /**
   * Makes sure that the folder and those of ours above it are there and none of them is a link.
   *
   * @throws NoSuchFileException if one is not there
   * @throws InTheWayException if a link or a file stands in place of one
   */
  public static void require(Path folder, int ours) throws IOException {
    Path parent = folder.getParent();
    if (ours == 0 || parent == null) {
      requireFolder(folder);
      return;
    }
    require(parent, ours - 1);
    requireOwn(folder);
  }

  /**
   * What is known of a file in a folder of ours that no link leads to.
   *
   * @param ours how many of the folders above it are ours
   * @throws NoSuchFileException if it or a folder is not there
   * @throws InTheWayException if anything else stands in place of one
   */
  public static BasicFileAttributes requireFile(Path file, int ours) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      require(parent, ours);
    }
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new InTheWayException(file, "it is no file of ours");
    }
    return found;
  }

  private static void requireFolder(Path folder) throws NoSuchFileException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
  }

  private static void requireOwn(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new InTheWayException(folder, "a link or a file stands where our folder belongs");
    }
  }
}
