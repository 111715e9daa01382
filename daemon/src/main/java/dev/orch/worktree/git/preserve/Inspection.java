package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeInventory.Item;
import dev.orch.worktree.WorktreeInventory.Kind;
import dev.orch.worktree.WorktreeInventory.Obstacle;
import dev.orch.worktree.WorktreeInventory.Reason;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Found;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.git.Refs;
import dev.orch.worktree.git.WorktreeListing;
import dev.orch.worktree.git.snapshot.OwnState;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at one worktree and changes nothing. */
final class Inspection {
  private final Git git;
  private final Repository repository;
  private final WorktreeRequest request;
  private final List<Item> items = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();
  // As git lists them, where it ignores them: told as what they are.
  private final Set<String> nestedFolders = new HashSet<>();

  Inspection(Git git, Repository repository, WorktreeRequest request) {
    this.git = git;
    this.repository = repository;
    this.request = request;
  }

  WorktreeInventory read() {
    Path worktree = request.path();
    long size = 0;
    switch (Found.at(repository, worktree)) {
      case Found.Whole(AdminFolder admin) -> size = inspect(admin);
      case Found.Nothing _, Found.Unfinished _ -> {}
      case Found.CutOff _ -> {
        obstacles.add(new Obstacle(Reason.CUT_OFF, null));
        size = FolderContent.of(worktree).sizeBytes();
      }
      case Found.Occupied _ -> obstacles.add(new Obstacle(Reason.OCCUPIED, null));
    }
    items.sort(Comparator.comparing(Item::kind).thenComparing(Item::path));
    return new WorktreeInventory(
        size, List.copyOf(items), List.copyOf(obstacles), commits(), elsewhere());
  }

  /**
   * What is in a worktree's folder that was renamed. Git is not told of the new place: what it has
   * of the worktree names the old one.
   */
  static PreservedWorktrees.Leaving leaving(
      Git git, Repository repository, WorktreeRequest request, Path aside) {
    List<AdminFolder> claiming = AdminFolder.claiming(repository, request.path());
    List<Item> items =
        claiming.stream()
            .filter(admin -> admin.isComplete(repository))
            .findFirst()
            .map(new Inspection(git, repository, request.at(aside))::unkept)
            .orElseGet(List::of);
    List<Path> submodules =
        claiming.stream()
            .map(AdminFolder::modules)
            .filter(modules -> Files.isDirectory(modules, LinkOption.NOFOLLOW_LINKS))
            .toList();
    return new PreservedWorktrees.Leaving(aside, items, submodules);
  }

  private List<Item> unkept(AdminFolder admin) {
    inspect(admin);
    return items.stream()
        .filter(item -> item.kind() != Kind.CHANGED && item.kind() != Kind.UNTRACKED)
        .sorted(Comparator.comparing(Item::kind).thenComparing(Item::path))
        .toList();
  }

  private long inspect(AdminFolder admin) {
    GitPlace place = GitPlace.worktree(admin, request.path());
    whatIsUnderWay(admin, place);
    List<IndexEntry> index = IndexListing.read(git, place);
    FolderContent content = FolderContent.of(request.path());
    nested(admin, content);
    hidden(index);
    fields(
            GitCall.at(
                place,
                "status",
                "--porcelain=v2",
                "-z",
                "--no-renames",
                "--untracked-files=all",
                "--ignored=matching",
                "--ignore-submodules=all"))
        .forEach(this::take);
    return content.sizeBytes();
  }

  private Stream<String> fields(GitCall call) {
    return git.require(call.raw().takingLong()).fields().stream();
  }

  private void whatIsUnderWay(AdminFolder admin, GitPlace place) {
    new OwnState(git, repository, admin)
        .reasons()
        .forEach(reason -> obstacles.add(new Obstacle(reason, null)));
    if (git.run(GitCall.at(place, "config", "--get", "--type=bool", "core.sparseCheckout"))
        .value()
        .equals("true")) {
      obstacles.add(new Obstacle(Reason.SPARSE_CHECKOUT, null));
    }
    if (!git.says(place, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")) {
      obstacles.add(new Obstacle(Reason.NO_COMMIT, null));
    }
  }

  private void nested(AdminFolder admin, FolderContent content) {
    RepositoriesInside inside = RepositoriesInside.of(git, repository, admin, request, content);
    inside.items().forEach(item -> nestedFolders.add(item.path().latin() + "/"));
    items.addAll(inside.items());
    obstacles.addAll(inside.obstacles());
  }

  private void hidden(List<IndexEntry> index) {
    first(index, IndexEntry.Flag.SKIP_WORKTREE, Reason.SKIP_WORKTREE);
    first(index, IndexEntry.Flag.ASSUME_UNCHANGED, Reason.ASSUME_UNCHANGED);
    first(index, IndexEntry.Flag.INTENT_TO_ADD, Reason.INTENT_TO_ADD);
  }

  private void first(List<IndexEntry> index, IndexEntry.Flag flag, Reason reason) {
    Optional<IndexEntry> found = index.stream().filter(entry -> entry.is(flag)).findFirst();
    found.ifPresent(entry -> obstacles.add(new Obstacle(reason, entry.path())));
  }

  private void take(String line) {
    RawPath path = StatusLine.path(line);
    if (StatusLine.isUntracked(line)) {
      if (!path.isFolder()) {
        add(Kind.UNTRACKED, path);
      }
      return;
    }
    if (StatusLine.isIgnored(line)) {
      if (!nestedFolders.contains(path.latin())) {
        add(Kind.IGNORED, path);
      }
      return;
    }
    if (StatusLine.isUnmerged(line)) {
      obstacles.add(new Obstacle(Reason.UNMERGED, path));
    }
    add(Kind.CHANGED, path);
  }

  private void add(Kind kind, RawPath path) {
    FolderContent content = FolderContent.of(path.in(request.path()));
    items.add(new Item(kind, path, content.sizeBytes(), content.modified()));
    if (content.isSpecial() && kind == Kind.CHANGED) {
      obstacles.add(new Obstacle(Reason.SPECIAL_FILE, path));
    }
  }

  private WorktreeInventory.Commits commits() {
    Refs refs = new Refs(git);
    List<String> tips = new ArrayList<>();
    refs.tip(repository, request.branch()).ifPresent(tips::add);
    if (Found.at(repository, request.path()) instanceof Found.Whole(AdminFolder admin)) {
      GitPlace place = GitPlace.worktree(admin, request.path());
      GitResult head =
          git.run(GitCall.at(place, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"));
      if (head.ok()) {
        tips.add(head.value());
      }
    }
    if (tips.isEmpty()) {
      return new WorktreeInventory.Commits(0, 0);
    }
    return new WorktreeInventory.Commits(
        count(
            tips,
            request.base(),
            "--exclude=" + request.branch(),
            "--branches",
            "--tags",
            "--remotes"),
        count(tips, request.base(), "--remotes"));
  }

  private int count(List<String> tips, String... safe) {
    List<String> arguments = new ArrayList<>(List.of("rev-list", "--count"));
    arguments.addAll(tips);
    arguments.add("--not");
    arguments.addAll(List.of(safe));
    String count =
        git.require(
                GitCall.at(GitPlace.repository(repository), arguments.toArray(String[]::new))
                    .takingLong())
            .value();
    try {
      return Integer.parseInt(count);
    } catch (NumberFormatException e) {
      throw new WorktreeFailedException("git counted " + count, e);
    }
  }

  private List<Path> elsewhere() {
    return new WorktreeListing(git)
        .read(repository).stream()
            .filter(entry -> request.branch().value().equals(entry.branch()))
            .map(WorktreeEntry::path)
            .filter(path -> !path.equals(request.path()))
            .toList();
  }
}
