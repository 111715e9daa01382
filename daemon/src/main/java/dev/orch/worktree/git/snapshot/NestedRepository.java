package dev.orch.worktree.git.snapshot;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository inside of a worktree. It is asked with its own configuration made harmless, as any
 * other; git never goes from one into the next.
 */
public final class NestedRepository {
  private final Git git;
  private final Path folder;
  private final GitPlace place;
  private final Collection<String> known;

  /**
   * One of them.
   *
   * @param known commits that exist elsewhere
   */
  public NestedRepository(Git git, Path folder, Collection<String> known) {
    this.git = git;
    this.folder = folder;
    this.place = GitPlace.checkout(folder);
    this.known = known;
  }

  /**
   * Whether it has commits that no remote branch of it has, or changes; also if git cannot tell.
   */
  public boolean hasOwnWork() {
    try {
      return !isReadable() || hasOwnCommits(git, place, known) || hasChanges();
    } catch (WorktreeFailedException _) {
      return true;
    }
  }

  /**
   * Whether it has changes that are not committed, or a submodule in it; also if git cannot tell.
   */
  boolean mayHaveChanges() {
    try {
      return !isReadable()
          || hasChanges()
          || submodules().anyMatch(NestedRepository::mayHaveChanges);
    } catch (WorktreeFailedException _) {
      return true;
    }
  }

  /** Those that are made. */
  private Stream<NestedRepository> submodules() {
    return git
        .require(GitCall.at(place, "ls-files", "--stage", "-z").raw().takingLong())
        .fields()
        .stream()
        .filter(field -> field.startsWith(WorktreeSnapshot.GITLINK))
        .map(field -> new RawPath(WorktreeSnapshot.path(field)).in(folder))
        .filter(WorktreeSnapshot::isMade)
        .map(inside -> new NestedRepository(git, inside, known));
  }

  private boolean isReadable() {
    GitResult top = git.run(GitCall.at(place, "rev-parse", "--show-toplevel"));
    return top.ok() && Path.of(top.value()).equals(folder);
  }

  /**
   * Whether a repository has commits that no remote branch of it has, or git cannot tell.
   *
   * @param known commits that exist elsewhere
   */
  public static boolean hasOwnCommits(Git git, GitPlace place, Collection<String> known) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "rev-list", "--max-count=1", "--ignore-missing", "--all", "--not", "--remotes"));
    arguments.addAll(known);
    GitResult own = git.run(GitCall.at(place, arguments.toArray(String[]::new)).takingLong());
    return !own.ok() || !own.out().isEmpty();
  }

  private boolean hasChanges() {
    return !git.require(
            GitCall.at(
                    place,
                    "status",
                    "--porcelain=v2",
                    "-z",
                    "--untracked-files=all",
                    "--ignore-submodules=dirty")
                .raw()
                .takingLong())
        .out()
        .isEmpty();
  }

  /** Whether that commit is checked out. */
  public boolean isAt(String commit) {
    GitResult head = git.run(GitCall.at(place, "rev-parse", "--verify", "--quiet", "HEAD"));
    return head.ok() && head.value().equals(commit);
  }
}
