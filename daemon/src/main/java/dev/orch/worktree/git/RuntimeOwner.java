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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/** The file in a folder that names the daemon which works there, by its state folder. */
record RuntimeOwner(Path folder, String name) {
  /** A path is no longer. */
  private static final int LONGEST = 8192;

  /** Of a project's runtime folder. */
  static RuntimeOwner of(Repository repository, RuntimeFolder folder) {
    return new RuntimeOwner(repository.topLevel().resolve(folder.name()), "owner");
  }

  /**
   * Takes a folder outside of the repositories, which holds nothing but worktrees. The file's name
   * is none that a project may have.
   */
  static void takeRoot(Git git, Path root, RuntimeFolder ours) {
    RuntimeOwner owner = new RuntimeOwner(root, ".owner");
    if (!owner.isNamed()) {
      unfit(git, root)
          .ifPresent(why -> {
            throw new WorktreeFailedException(
                "%s %s: name another folder in ORCH_WORKTREE_ROOT".formatted(root, why));
          });
    }
    makeAbove(root);
    owner.take(ours);
  }

  private static Optional<String> unfit(Git git, Path root) {
    try {
      Path there = existing(root);
      if (git.says(GitPlace.anywhereAbove(there), "rev-parse", "--git-dir")) {
        return Optional.of("lies in a git repository");
      }
      if (!there.toRealPath().equals(there)) {
        return Optional.of("is behind a symbolic link");
      }
      return there.equals(root) && !isEmpty(root)
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

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
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

  private boolean isNamed() {
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
      throw new WorktreeFailedException("cannot read " + file(), e);
    }
  }

  /** Takes a folder that nobody owns: the whole file is there at once, or that of another. */
  void take(RuntimeFolder ours) {
    try {
      OwnFolders.make(folder, 1);
      if (!isNamed()) {
        write(ours);
      }
      refuseOther(ours);
    } catch (OwnFolders.InTheWayException e) {
      throw inTheWay(e);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + file(), e);
    }
  }

  private void write(RuntimeFolder ours) throws IOException {
    Path draft = Files.createTempFile(folder, name, ".new");
    try {
      Files.writeString(draft, ours.owner() + "\n");
      Files.createLink(file(), draft);
    } catch (FileAlreadyExistsException _) {
      // Somebody else was first; who, is read next.
    } finally {
      Files.delete(draft);
    }
  }

  private void refuseOther(RuntimeFolder ours) throws IOException {
    String owner = read();
    if (!owner.equals(ours.owner().toString())) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.OTHER_INSTALLATION,
          ("%s belongs to the daemon with the state folder %s. Work with the project there;"
                  + " if that one is gone, delete %s and try again.")
              .formatted(folder, owner, file()));
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
