package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory.Item;
import dev.orch.worktree.WorktreeInventory.Kind;
import dev.orch.worktree.WorktreeInventory.Obstacle;
import dev.orch.worktree.WorktreeInventory.Reason;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.snapshot.NestedRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repositories in a worktree's folder, and those that git has of its submodules. */
final class RepositoriesInside {
  private final Git git;
  private final Repository repository;
  private final Path worktree;
  private final List<String> known;
  private final List<Item> items = new ArrayList<>();
  private final Set<RawPath> withOwnWork = new TreeSet<>();
  private final Set<RawPath> worktrees = new TreeSet<>();

  private RepositoriesInside(Git git, Repository repository, Path worktree, List<String> known) {
    this.git = git;
    this.repository = repository;
    this.worktree = worktree;
    this.known = known;
  }

  /**
   * Looks at all of them.
   *
   * @param request of the worktree; which commits of submodules its base names is no work of the
   *     session
   * @param content of the worktree
   */
  static RepositoriesInside of(
      Git git,
      Repository repository,
      AdminFolder admin,
      WorktreeRequest request,
      FolderContent content) {
    Path worktree = request.path();
    GitPlace place = GitPlace.worktree(admin, worktree);
    Map<RawPath, String> submodules = new HashMap<>();
    IndexListing.read(git, place).stream()
        .filter(IndexEntry::isGitlink)
        .forEach(entry -> submodules.put(entry.path(), entry.object()));
    Set<RawPath> all = new TreeSet<>(content.repositories());
    submodules.keySet().stream().filter(path -> holdsAnything(path.in(worktree))).forEach(all::add);
    boolean none = all.isEmpty() && !Files.exists(admin.modules(), LinkOption.NOFOLLOW_LINKS);
    List<String> known = none ? List.of() : recorded(git, place, request.base());
    RepositoriesInside inside = new RepositoriesInside(git, repository, worktree, known);
    all.forEach(path -> inside.look(path, submodules.get(path)));
    inside.lookBelow(admin.modules());
    return inside;
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  /** Those with commits or changes that exist nowhere else, and worktrees of this repository. */
  List<Obstacle> obstacles() {
    return Stream.concat(
            withOwnWork.stream().map(path -> new Obstacle(Reason.NESTED_WORK, path)),
            worktrees.stream().map(path -> new Obstacle(Reason.WORKTREE_INSIDE, path)))
        .toList();
  }

  private static List<String> recorded(Git git, GitPlace place, String base) {
    GitCall tree = GitCall.at(place, "ls-tree", "-r", "-z", "--full-tree", base);
    return git.require(tree.raw().takingLong()).fields().stream()
        .map(TreeEntry::listed)
        .filter(TreeEntry::isGitlink)
        .map(TreeEntry::object)
        .distinct()
        .toList();
  }

  /** Files in the place of a submodule that was not made are nothing that git tells of. */
  private static boolean holdsAnything(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + folder, e);
    }
  }

  private void look(RawPath path, @Nullable String recorded) {
    Path folder = path.in(worktree);
    NestedRepository nested = new NestedRepository(git, folder, known);
    if (AdminFolder.of(repository, folder).isPresent()) {
      worktrees.add(path);
    } else if (nested.hasOwnWork() || (recorded != null && !nested.isAt(recorded))) {
      withOwnWork.add(path);
    }
    FolderContent inside = FolderContent.of(folder);
    items.add(
        new Item(
            recorded == null ? Kind.NESTED : Kind.SUBMODULE,
            path,
            inside.sizeBytes(),
            inside.modified()));
  }

  /** They hold commits also where the submodule's folder was emptied or removed. */
  private void lookBelow(Path modules) {
    if (!Files.isDirectory(modules, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(modules, new Looking(modules));
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + modules, e);
    }
  }

  private final class Looking extends SimpleFileVisitor<Path> {
    private final Path modules;

    Looking(Path modules) {
      this.modules = modules;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      Path parent = folder.getParent();
      if (parent != null && isRepository(parent) && !folder.endsWith("modules")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (isRepository(folder) && hasOwnCommits(folder)) {
        String name = modules.relativize(folder).toString().replace("/modules/", "/");
        withOwnWork.add(RawPath.of(name.getBytes(StandardCharsets.UTF_8)));
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isRepository(Path folder) {
      return Files.isRegularFile(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
          && Files.isDirectory(folder.resolve("objects"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Wherever its configuration says that its files are: they need not be there. */
    private boolean hasOwnCommits(Path folder) {
      GitPlace place =
          new GitPlace(folder, List.of("--git-dir=" + folder, "--work-tree=" + folder), Map.of());
      return NestedRepository.hasOwnCommits(git, place, known);
    }
  }
}
