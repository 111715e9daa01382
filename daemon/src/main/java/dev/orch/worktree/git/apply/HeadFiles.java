package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Repository;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the project's HEAD has. Reads only, but for its scratch folder. */
final class HeadFiles {
  private final Git git;
  private final GitPlace project;
  private final Path scratch;

  /**
   * Of one call.
   *
   * @param scratch a folder of the caller's alone, which removes it
   */
  HeadFiles(Git git, Repository repository, Path scratch) {
    this.git = git;
    this.project = GitPlace.checkout(repository.requireCheckout());
    this.scratch = scratch;
  }

  /**
   * Where HEAD has something else than what is to come: that, or a part of what would go, was
   * committed.
   */
  Set<RawPath> otherwise(List<PathChange> changes) throws IOException {
    List<PathChange> needed = changes.stream().filter(PathChange::isNeeded).toList();
    Optional<InHead> head = inHead(needed);
    if (head.isEmpty()) {
      return Set.of();
    }
    List<PathChange> others =
        needed.stream().filter(change -> !change.next().isLike(head.get().at(change))).toList();
    FolderFiles files = head.get().checkOut(others.stream().filter(head.get()::has).toList());
    return others.stream()
        .filter(change -> isOther(change, head.get().at(change), files.look(change.path())))
        .map(PathChange::path)
        .collect(Collectors.toSet());
  }

  /**
   * Git knows of no folder: where one is to come, only a file that goes for it can be committed.
   *
   * @param raw what HEAD has, which is not what is to come
   * @param file the same behind its filters
   */
  private static boolean isOther(PathChange change, PathState raw, PathState file) {
    if (change.next() instanceof PathState.Folder) {
      boolean isCommitted = change.old().isLike(raw) || change.old().isLike(file);
      return isCommitted && !isFolderForNothing(change, raw);
    }
    return !change.next().isLike(file);
  }

  /** Of this git tells no difference. */
  private static boolean isFolderForNothing(PathChange change, PathState inHead) {
    return change.next() instanceof PathState.Folder && inHead instanceof PathState.Absent;
  }

  /** What HEAD has at some paths, before filters and after them. */
  private record InHead(FilteredTree tree, Map<RawPath, PathState> raw) {
    boolean has(PathChange change) {
      return raw.containsKey(change.path());
    }

    PathState at(PathChange change) {
      return raw.getOrDefault(change.path(), new PathState.Absent());
    }

    FolderFiles checkOut(List<PathChange> changes) throws IOException {
      return tree.checkOut(changes.stream().map(PathChange::path).toList());
    }
  }

  /** Empty where nothing is needed, or nothing was committed ever. */
  private Optional<InHead> inHead(List<PathChange> needed) throws IOException {
    GitResult head =
        git.run(GitCall.at(project, "rev-parse", "--verify", "--quiet", "HEAD^{tree}"));
    if (needed.isEmpty() || !head.ok()) {
      return Optional.empty();
    }
    FilteredTree tree = FilteredTree.of(git, project, head.value(), scratch.resolve("head"));
    return Optional.of(
        new InHead(tree, tree.listRaw(needed.stream().map(PathChange::path).toList())));
  }

  /** Where HEAD has what was found there, and not what is to come: git would tell a difference. */
  Set<RawPath> asFound(List<PathChange> changes) throws IOException {
    List<PathChange> needed = changes.stream().filter(PathChange::isNeeded).toList();
    Optional<InHead> head = inHead(needed);
    if (head.isEmpty()) {
      return Set.of();
    }
    Set<RawPath> found = new HashSet<>();
    List<PathChange> filtered = new ArrayList<>();
    for (PathChange change : needed) {
      PathState there = head.get().at(change);
      if (change.old().isLike(there)) {
        if (!isFolderForNothing(change, there)) {
          found.add(change.path());
        }
      } else if (head.get().has(change) && !change.next().isLike(there)) {
        filtered.add(change);
      }
    }
    FolderFiles files = head.get().checkOut(filtered);
    filtered.stream()
        .filter(change -> change.old().isLike(files.look(change.path())))
        .forEach(change -> found.add(change.path()));
    return found;
  }
}
