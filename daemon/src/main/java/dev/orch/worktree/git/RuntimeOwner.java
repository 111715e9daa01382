package dev.orch.worktree.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file in a folder that names the installation which works there: its id, and its state folder
 * for people. The id decides. A file of before there were ids holds the state folder alone, by
 * which it is known until it is taken again.
 */
public record RuntimeOwner(Path folder, String name) {
  /** An id and a path are no longer. */
  private static final int LONGEST = 8192;

  private static final String NEW = ".new";

  /** In a project's runtime folder. */
  private static final String OF_PROJECT = "owner";

  /** Of a project's runtime folder; none where it lies in the state folder, which is ours. */
  static Optional<RuntimeOwner> of(Repository repository, RuntimeFolder folder) {
    return repository
        .checkout()
        .map(checkout -> new RuntimeOwner(checkout.resolve(folder.name()), OF_PROJECT));
  }

  /**
   * Whether a project's runtime folder was taken by this installation, or is in its state folder.
   */
  public static boolean owns(Path runtimeFolder, RuntimeFolder ours) {
    if (runtimeFolder.startsWith(ours.owner().stateFolder())) {
      return true;
    }
    try {
      new RuntimeOwner(runtimeFolder, OF_PROJECT).refuseOther(ours);
      return true;
    } catch (IOException | RepositoryRefusedException _) {
      return false;
    }
  }

  /**
   * Of a folder outside of the repositories, which holds nothing but worktrees. The file's name is
   * none that a project may have.
   */
  static RuntimeOwner ofRoot(Path root) {
    return new RuntimeOwner(root, ".owner");
  }

  /** Takes a folder outside of the repositories; makes it if it is not there. */
  void takeRoot(Git git, RuntimeFolder ours) {
    requireRoot(git, ours);
    makeAbove(folder);
    take(ours);
  }

  /** Refuses what {@link #takeRoot} would refuse. Changes nothing. */
  void requireRoot(Git git, RuntimeFolder ours) {
    if (isNamed()) {
      require(ours);
      return;
    }
    unfit(git)
        .ifPresent(why -> {
          throw new WorktreeFailedException("%s %s: name another folder".formatted(folder, why));
        });
  }

  private Optional<String> unfit(Git git) {
    Path root = folder;
    try {
      Path there = existing(root);
      if (git.says(GitPlace.anywhereAbove(there), "rev-parse", "--git-dir")) {
        return Optional.of("lies in a git repository");
      }
      if (!there.toRealPath().equals(there)) {
        return Optional.of("is behind a symbolic link");
      }
      return there.equals(root) && !isUnused()
          ? Optional.of("holds something else than worktrees")
          : Optional.empty();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + root, e);
    }
  }

  private static Path existing(Path root) {
    Path there = root;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  /** Who was killed while it took the folder left a draft, which is nobody's work. */
  private boolean isUnused() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).allMatch(this::isDraft);
    }
  }

  private boolean isDraft(String entry) {
    return entry.startsWith(name + ".") && entry.endsWith(NEW);
  }

  private Path draft(RuntimeFolder ours) {
    return folder.resolve(name + "." + ours.owner().id() + NEW);
  }

  private static void makeAbove(Path root) {
    try {
      Files.createDirectories(root.getParent());
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot make " + root, e);
    }
  }

  private Path file() {
    return folder.resolve(name);
  }

  boolean isNamed() {
    return Files.exists(file(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Refuses a folder that another daemon owns. Changes nothing. */
  void require(RuntimeFolder ours) {
    try {
      OwnFolders.require(folder, 1);
      refuseOther(ours);
    } catch (NoSuchFileException _) {
      // Nobody's yet.
    } catch (OwnFolders.InTheWayException e) {
      throw inTheWay(e);
    } catch (IOException e) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.FOLDER_IN_THE_WAY,
          "%s, which says whose folder that is, cannot be read (%s): make it readable for you, or move it away"
              .formatted(file(), e));
    }
  }

  /**
   * Takes a folder that nobody owns: the whole file is there at once, or that of another. One of
   * ours without an id gets it.
   */
  void take(RuntimeFolder ours) {
    try {
      OwnFolders.make(folder, 1);
      if (!isNamed()) {
        write(ours);
      } else if (isWithoutId(read(), ours)) {
        rewrite(ours);
      }
      Files.deleteIfExists(draft(ours));
      refuseOther(ours);
    } catch (OwnFolders.InTheWayException e) {
      throw inTheWay(e);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + file(), e);
    }
  }

  /** A draft that a kill left is begun again: nobody else writes one of our id. */
  private void write(RuntimeFolder ours) throws IOException {
    Path draft = draft(ours);
    try {
      Files.createLink(file(), drafted(ours));
    } catch (FileAlreadyExistsException _) {
      // Somebody else was first; who, is read next.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void rewrite(RuntimeFolder ours) throws IOException {
    Files.move(
        drafted(ours), file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path drafted(RuntimeFolder ours) throws IOException {
    Path draft = draft(ours);
    Files.deleteIfExists(draft);
    return Files.writeString(
        draft,
        ours.owner().id() + "\n" + ours.owner().stateFolder() + "\n",
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
  }

  private static boolean isWithoutId(String content, RuntimeFolder ours) {
    return content.equals(ours.owner().stateFolder().toString());
  }

  private void refuseOther(RuntimeFolder ours) throws IOException {
    String content = read();
    if (isWithoutId(content, ours)) {
      return;
    }
    String[] owner = content.split("\n", 2);
    if (!owner[0].equals(ours.owner().id())) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.OTHER_INSTALLATION,
          ("%s belongs to installation %s, whose state folder is %s. Work with the project there;"
                  + " if that one is gone, delete %s and try again.")
              .formatted(folder, owner[0], owner.length > 1 ? owner[1] : "not named", file()));
    }
  }

  private String read() throws IOException {
    Path file = file();
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile() || found.size() > LONGEST) {
      throw new OwnFolders.InTheWayException(file, "it is no file of ours");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(LONGEST), UTF_8).strip();
    }
  }

  private static RepositoryRefusedException inTheWay(OwnFolders.InTheWayException e) {
    return new RepositoryRefusedException(
        RepositoryRefusedException.Refusal.FOLDER_IN_THE_WAY, String.valueOf(e.getMessage()));
  }
}
