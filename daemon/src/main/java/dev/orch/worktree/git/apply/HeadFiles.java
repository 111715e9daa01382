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
    List<PathChange> needed =
        changes.stream()
            .filter(PathChange::isNeeded)
            .filter(change -> !(change.next() instanceof PathState.Folder))
            .toList();
    Optional<FilteredTree> head = needed.isEmpty() ? Optional.empty() : tree();
    if (head.isEmpty()) {
      return Set.of();
    }
    Map<RawPath, PathState> raw =
        head.get().listRaw(needed.stream().map(PathChange::path).toList());
    List<PathChange> others =
        needed.stream()
            .filter(change ->
                !change.next().isLike(raw.getOrDefault(change.path(), new PathState.Absent())))
            .toList();
    FolderFiles files =
        head.get()
            .checkOut(others.stream().map(PathChange::path).filter(raw::containsKey).toList());
    return others.stream()
        .filter(change ->
            !raw.containsKey(change.path()) || !change.next().isLike(files.look(change.path())))
        .map(PathChange::path)
        .collect(Collectors.toSet());
  }

  private Optional<FilteredTree> tree() throws IOException {
    GitResult tree =
        git.run(GitCall.at(project, "rev-parse", "--verify", "--quiet", "HEAD^{tree}"));
    return tree.ok()
        ? Optional.of(FilteredTree.of(git, project, tree.value(), scratch.resolve("head")))
        : Optional.empty();
  }

  /** Where HEAD has what was found there, and not what is to come: git would tell a difference. */
  Set<RawPath> asFound(List<PathChange> changes) throws IOException {
    List<PathChange> needed = changes.stream().filter(PathChange::isNeeded).toList();
    Optional<FilteredTree> head = needed.isEmpty() ? Optional.empty() : tree();
    if (head.isEmpty()) {
      return Set.of();
    }
    Map<RawPath, PathState> raw =
        head.get().listRaw(needed.stream().map(PathChange::path).toList());
    Set<RawPath> found = new HashSet<>();
    List<PathChange> filtered = new ArrayList<>();
    for (PathChange change : needed) {
      PathState inHead = raw.getOrDefault(change.path(), new PathState.Absent());
      if (change.old().isLike(inHead)) {
        found.add(change.path());
      } else if (raw.containsKey(change.path()) && !change.next().isLike(inHead)) {
        filtered.add(change);
      }
    }
    FolderFiles files = head.get().checkOut(filtered.stream().map(PathChange::path).toList());
    filtered.stream()
        .filter(change -> change.old().isLike(files.look(change.path())))
        .forEach(change -> found.add(change.path()));
    return found;
  }
}
