package dev.orch.worktree.git;

import dev.orch.worktree.BranchName;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a repository keeps of one linked worktree: {@code <common git dir>/worktrees/<name>}, as
 * gitrepository-layout(5) describes it. Read here without git, because git dies of half-made ones,
 * and because git believes what an agent wrote.
 *
 * @param path canonical
 */
record AdminFolder(Path path) {
  private static final long LONGEST_POINTER = 8192;
  private static final String POINTER = "gitdir: ";

  /** What git writes first, before it is on a branch. */
  private static final Pattern NO_COMMIT = Pattern.compile("0+");

  /** The lock reason until the first checkout is complete and verified. */
  static final String PREPARING = "orch: preparing";

  /** The lock reason of a worktree that an agent may have worked in. */
  static final String IN_USE = "orch: in use";

  /**
   * The administrative folder of a worktree, if the two really point at each other and at this
   * repository, and no symbolic link is on the way to the worktree.
   */
  static Optional<AdminFolder> of(Repository repository, Path worktree) {
    Path gitFile = worktree.resolve(".git");
    if (!resolve(worktree, "").equals(Optional.of(worktree))) {
      return Optional.empty();
    }
    return read(gitFile)
        .filter(text -> text.startsWith(POINTER))
        .flatMap(text -> resolve(worktree, text.substring(POINTER.length())))
        .filter(path -> folderOfAll(repository).equals(path.getParent()))
        .map(AdminFolder::new)
        .filter(admin -> admin.belongsTo(repository) && admin.pointsAt(worktree));
  }

  /** Every administrative folder that names the worktree, or that was to become its own. */
  static List<AdminFolder> claiming(Repository repository, Path worktree) {
    Path all = folderOfAll(repository);
    List<AdminFolder> claiming = new ArrayList<>();
    if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
      return claiming;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      for (Path folder : folders) {
        AdminFolder admin = new AdminFolder(folder);
        if (admin.pointsAt(worktree) || admin.wasBegunFor(worktree)) {
          claiming.add(admin);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new WorktreeFailedException("cannot read " + all, e);
    }
    return claiming;
  }

  private static Path folderOfAll(Repository repository) {
    return repository.commonGitDir().resolve("worktrees");
  }

  private boolean pointsAt(Path worktree) {
    Path expected = worktree.resolve(".git");
    return read(path.resolve("gitdir"))
        .flatMap(AdminFolder::parse)
        .map(gitFile -> path.resolve(gitFile).normalize())
        .filter(expected::equals)
        .isPresent();
  }

  private boolean belongsTo(Repository repository) {
    return read(path.resolve("commondir"))
        .flatMap(common -> resolve(path, common))
        .filter(repository.commonGitDir()::equals)
        .isPresent();
  }

  /** Git names the folder after the worktree, with a number behind it if that is taken. */
  private boolean wasBegunFor(Path worktree) {
    String name = path.getFileName().toString();
    String wanted = worktree.getFileName().toString();
    return name.startsWith(wanted)
        && name.substring(wanted.length()).chars().allMatch(Character::isDigit)
        && read(path.resolve("gitdir")).isEmpty();
  }

  /** Whether git had got so far that it can work with it. */
  boolean isComplete(Repository repository) {
    return belongsTo(repository)
        && read(path.resolve("HEAD"))
            .filter(head -> !NO_COMMIT.matcher(head).matches())
            .isPresent();
  }

  /** Whether the worktree is on that branch, which need not exist any more. */
  boolean isOn(BranchName branch) {
    return read(path.resolve("HEAD")).filter(("ref: refs/heads/" + branch)::equals).isPresent();
  }

  /** The reason of the lock; empty without a lock or reason. */
  String lockReason() {
    return read(path.resolve("locked")).orElse("");
  }

  /** Whether the worktree was registered by us and never handed out. */
  boolean isPreparing() {
    return lockReason().equals(PREPARING);
  }

  /** Whether it was never handed out: ours in preparation, or not even locked by git yet. */
  boolean isUnborn() {
    return isPreparing() || !Files.exists(path.resolve("HEAD"));
  }

  /** Locks it, so that nobody's {@code git gc} prunes it; replaces the reason it has. */
  void lock(String reason) {
    Path lock = path.resolve("locked");
    Path written = path.resolve("locked.new");
    try {
      Files.writeString(written, reason + "\n");
      Files.move(
          written, lock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot lock the worktree at " + path, e);
    }
  }

  private static Optional<String> read(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > LONGEST_POINTER) {
        return Optional.empty();
      }
      String text = Files.readString(file);
      String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return Optional.of(line).filter(content -> !content.isEmpty());
    } catch (IOException | UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> parse(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> resolve(Path folder, String text) {
    try {
      return Optional.of(folder.resolve(text).toRealPath());
    } catch (IOException | InvalidPathException _) {
      return Optional.empty();
    }
  }
}
