package dev.orch.worktree.git;

import dev.orch.worktree.BranchName;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Rollback;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.trash.HeldFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a repository keeps of one linked worktree: {@code <common git dir>/worktrees/<name>}, as
 * gitrepository-layout(5) describes it. Read here without git, because git dies of half-made ones,
 * and because git believes what an agent wrote.
 *
 * @param path canonical
 */
public record AdminFolder(Path path) {
  private static final long LONGEST_POINTER = 8192;
  private static final String POINTER = "gitdir: ";
  private static final String REF = "ref: ";

  /** Names the worktree; git takes a folder without it for none of a worktree. */
  private static final String GITDIR = "gitdir";

  /** What {@link #GITDIR} is called while the folder is set aside. */
  private static final String SET_ASIDE = "gitdir.orch-set-aside";

  /** What git writes first, before it is on a branch. */
  private static final Pattern NO_COMMIT = Pattern.compile("0+");

  /** The lock reason until the first checkout is complete and verified. */
  public static final String PREPARING = "orch: preparing";

  /** The lock reason of a worktree that an agent may have worked in. */
  public static final String IN_USE = "orch: in use";

  /** The lock reason of a worktree that was in a session's, which is in the trash. */
  public static final String IN_TRASH = "orch: in the trash";

  /**
   * The administrative folder of a worktree, if the two really point at each other and at this
   * repository, and no symbolic link is on the way to the worktree.
   */
  public static Optional<AdminFolder> of(Repository repository, Path worktree) {
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

  /**
   * The administrative folder that names a worktree whose {@code .git} file is gone; none where
   * several do, or where a symbolic link is on the way to the worktree.
   */
  static Optional<AdminFolder> ofCutOff(Repository repository, Path worktree) {
    boolean isCutOff =
        Files.isDirectory(worktree, LinkOption.NOFOLLOW_LINKS)
            && resolve(worktree, "").equals(Optional.of(worktree))
            && !Files.exists(worktree.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    List<AdminFolder> naming =
        isCutOff
            ? all(repository, admin -> admin.pointsAt(worktree) && admin.isComplete(repository))
            : List.of();
    return naming.size() == 1 ? Optional.of(naming.getFirst()) : Optional.empty();
  }

  /**
   * The administrative folders that name a worktree which was handed out: there until one begins to
   * be removed.
   */
  public static List<AdminFolder> naming(Repository repository, Path worktree) {
    return all(
        repository,
        admin -> admin.pointsAt(worktree) && admin.isComplete(repository) && !admin.isPreparing());
  }

  /** Every administrative folder that names the worktree, or that was to become its own. */
  public static List<AdminFolder> claiming(Repository repository, Path worktree) {
    return all(repository, admin -> admin.pointsAt(worktree) || admin.wasBegunFor(worktree));
  }

  /** Where the state of the worktrees is that were at this path and have been {@link #setAside}. */
  public static List<Path> setAsideOf(Repository repository, Path worktree) {
    return all(repository, admin -> admin.names(worktree, SET_ASIDE)).stream()
        .map(AdminFolder::path)
        .toList();
  }

  /** In the order of their names. */
  private static List<AdminFolder> all(Repository repository, Predicate<AdminFolder> wanted) {
    Path all = folderOfAll(repository);
    if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders.sorted().map(AdminFolder::new).filter(wanted).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new WorktreeFailedException("cannot read " + all, e);
    }
  }

  private static Path folderOfAll(Repository repository) {
    return repository.commonGitDir().resolve("worktrees");
  }

  /** The worktrees that lie in this folder, however deep, and where. */
  public static Map<AdminFolder, Path> inside(Repository repository, Path folder) {
    Map<AdminFolder, Path> inside = new LinkedHashMap<>();
    for (AdminFolder admin : all(repository, admin -> admin.isComplete(repository))) {
      admin
          .gitFile(GITDIR)
          .map(Path::getParent)
          .filter(place -> place.startsWith(folder) && !place.equals(folder))
          .ifPresent(place -> inside.put(admin, place));
    }
    return inside;
  }

  /**
   * The worktrees that lie in a worktree's folder by now and that git has where that folder was
   * before, and where they are; those that are where git has them too.
   */
  public static Map<AdminFolder, Path> movedInside(Repository repository, Path worktree) {
    Map<AdminFolder, Path> moved = new LinkedHashMap<>();
    for (AdminFolder own : all(repository, admin -> admin.isJoined(worktree))) {
      Optional<Path> before = own.gitFile(GITDIR).map(Path::getParent);
      before.ifPresent(old ->
          inside(repository, old)
              .forEach((admin, place) -> {
                Path now = worktree.resolve(old.relativize(place));
                if (admin.isJoined(now)) {
                  moved.put(admin, now);
                }
              }));
    }
    return moved;
  }

  private Optional<Path> gitFile(String file) {
    return read(path.resolve(file))
        .flatMap(AdminFolder::parse)
        .map(gitFile -> path.resolve(gitFile).normalize());
  }

  /** Whether what stands there calls itself this worktree, wherever it was moved from. */
  public boolean isJoined(Path worktree) {
    return read(worktree.resolve(".git"))
        .filter(text -> text.startsWith(POINTER))
        .flatMap(text -> parse(text.substring(POINTER.length())))
        .map(Path::getFileName)
        .filter(path.getFileName()::equals)
        .isPresent();
  }

  private boolean pointsAt(Path worktree) {
    return names(worktree, GITDIR);
  }

  private boolean names(Path worktree, String file) {
    Path expected = worktree.resolve(".git");
    return gitFile(file).filter(expected::equals).isPresent();
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
        && read(path.resolve(GITDIR)).isEmpty()
        && !Files.exists(path.resolve(SET_ASIDE), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether git had got so far that it can work with it. */
  public boolean isComplete(Repository repository) {
    return belongsTo(repository)
        && read(path.resolve("HEAD"))
            .filter(head -> !NO_COMMIT.matcher(head).matches())
            .isPresent();
  }

  /** Whether the worktree is on that branch, which need not exist any more. */
  public boolean isOn(BranchName branch) {
    return read(path.resolve("HEAD")).filter((REF + "refs/heads/" + branch)::equals).isPresent();
  }

  /** The commit that the worktree is on, if that is on no branch. */
  public Optional<String> detachedAt() {
    return read(path.resolve("HEAD")).filter(head -> head.matches("(?!0+$)[0-9a-f]{40,64}"));
  }

  /** Where git has the repositories of the worktree's submodules, if it has any. */
  public Path modules() {
    return path.resolve("modules");
  }

  /** The reason of the lock; empty without a lock or reason. */
  public String lockReason() {
    return read(path.resolve("locked")).orElse("");
  }

  /** Whether it has one, with a reason or without. */
  public boolean isLocked() {
    return Files.exists(path.resolve("locked"), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the worktree was registered by us and never handed out. */
  public boolean isPreparing() {
    return lockReason().equals(PREPARING);
  }

  /** Whether it was never handed out: ours in preparation, or not even locked by git yet. */
  public boolean isUnborn() {
    return isPreparing() || !Files.exists(path.resolve("HEAD"));
  }

  /** Git writes the name of the worktree first: what lacks it was begun to be removed. */
  private boolean isHalfGone() {
    return !Files.exists(path.resolve(GITDIR), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Deletes it. First it no longer names the worktree: none is told by half of it. It has its name
   * until it is all but empty, so that what a kill leaves is found, or is git's to prune.
   */
  public void remove() {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      removeEntry(GITDIR);
      FileTree.emptyCanonical(path, Path.of("commondir"));
    }
    FileTree.deleteCanonical(path);
  }

  /** Deletes one entry of it, if it is there. */
  public void removeEntry(String name) {
    FileTree.deleteCanonical(path.resolve(name));
  }

  /**
   * Gives up its claim of the worktree's path: deleted if it was never handed out or is half gone,
   * else set aside.
   *
   * @param commits the commit that a ref is at
   */
  public void release(Rollback undo, Function<String, Optional<String>> commits) {
    if (isUnborn() || isHalfGone() || Files.isSymbolicLink(path)) {
      remove();
    } else {
      setAside(undo, commits);
    }
  }

  /**
   * Takes the worktree off git's list and leaves everything that git knows of it where it is. Git
   * gives no other worktree the name of a folder that is there, and prunes none that is locked. The
   * folder, should it only have been moved, is on the commit that it was at and on no branch, so
   * that what is committed there moves no branch under another worktree. Renamed last: until then
   * it is listed, and whoever is killed on the way is followed by one that does it again.
   */
  private void setAside(Rollback undo, Function<String, Optional<String>> commits) {
    if (!isLocked()) {
      lock(IN_USE);
    }
    String head = read(path.resolve("HEAD")).orElse("");
    if (head.startsWith(REF)) {
      commits
          .apply(head.substring(REF.length()))
          .ifPresent(commit -> {
            replace("HEAD", commit);
            undo.onFailure(() -> replace("HEAD", head));
          });
    }
    rename(GITDIR, SET_ASIDE);
    undo.onFailure(() -> rename(SET_ASIDE, GITDIR));
  }

  private void rename(String from, String to) {
    try (HeldFolder folder = hold()) {
      folder.move(Path.of(from), folder, Path.of(to));
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot set aside " + path, e);
    }
  }

  /** Without a link on the way to it from the repository. */
  private HeldFolder hold() throws IOException {
    Path repository = path.resolve("../..").normalize();
    return HeldFolder.below(repository, repository.relativize(path));
  }

  private void replace(String name, String line) {
    try (HeldFolder folder = hold()) {
      folder.write(Path.of(name), line + "\n");
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write %s of %s".formatted(name, path), e);
    }
  }

  /** Locks it, so that nobody's {@code git gc} prunes it; replaces the reason it has. */
  public void lock(String reason) {
    replace("locked", reason);
  }

  /**
   * Takes the lock of a worktree's way away once git has it where it is: before that, anybody's
   * {@code git worktree prune} would take it for gone.
   */
  public void arrive(Path worktree) {
    if (pointsAt(worktree) && isJoined(worktree) && lockReason().equals(IN_TRASH)) {
      removeEntry("locked");
    }
  }

  /**
   * Writes the {@code .git} file of a worktree that lost it, and no other file: {@code git worktree
   * repair} writes those of all worktrees. Follows no link.
   *
   * @throws WorktreeFailedException if something stands there by now, or it cannot be written; it
   *     is as it was then
   */
  void join(Path worktree) {
    Path gitFile = worktree.resolve(".git");
    byte[] pointer = (POINTER + path + "\n").getBytes(StandardCharsets.UTF_8);
    try (Rollback undo = new Rollback();
        OutputStream out = Files.newOutputStream(gitFile, StandardOpenOption.CREATE_NEW)) {
      undo.onFailure(() -> FileTree.delete(gitFile));
      out.write(pointer);
      undo.commit();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + gitFile, e);
    }
  }

  /** Names another place of the worktree, whose folder was renamed to there. */
  public void moveTo(Path worktree) {
    replace(GITDIR, worktree.resolve(".git").toString());
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
