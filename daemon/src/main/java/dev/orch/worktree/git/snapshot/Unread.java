package dev.orch.worktree.git.snapshot;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.trash.Movable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of a worktree this process may not read. Git warns of a folder and goes on, and fails at a
 * file; what it ignores it does not miss.
 */
final class Unread {
  /** What {@code git check-ignore} ends with where none is. */
  private static final int NONE_IGNORED = 1;

  private final Git git;
  private final GitPlace place;
  private final Movable movable;

  /**
   * In the worktree of that place.
   *
   * @param ours a folder of this process's own
   */
  Unread(Git git, GitPlace place, Path ours) {
    this.git = git;
    this.place = place;
    this.movable = new Movable(Movable.Access.ofTheOwnerOf(ours));
  }

  /**
   * What git misses.
   *
   * @param paths of files and folders
   * @param words names the first and says what to do
   */
  record Missed(Set<RawPath> paths, String words) {
    /** Keeps its own copy. */
    Missed {
      paths = Set.copyOf(paths);
    }
  }

  /**
   * Nothing if all of it can be read.
   *
   * @param tracked the paths of the index
   */
  Optional<Missed> find(Collection<RawPath> tracked) {
    Path top = place.folder();
    SortedMap<RawPath, Path> unreadable = new TreeMap<>();
    movable.listUnreadable(top).forEach(path -> unreadable.put(RawPath.of(top, path), path));
    Set<RawPath> ignored = ignored(unreadable.keySet());
    unreadable
        .keySet()
        .removeIf(
            path -> ignored.contains(path) && tracked.stream().noneMatch(one -> one.isBelow(path)));
    return unreadable.isEmpty()
        ? Optional.empty()
        : Optional.of(new Missed(unreadable.keySet(), words(unreadable)));
  }

  private String words(SortedMap<RawPath, Path> missed) {
    String first = movable.words(missed.firstEntry().getValue());
    return missed.size() == 1
        ? first
        : "%s; %d more cannot be read".formatted(first, missed.size() - 1);
  }

  private Set<RawPath> ignored(Set<RawPath> paths) {
    if (paths.isEmpty() || paths.contains(RawPath.of(""))) {
      return Set.of();
    }
    String input = paths.stream().map(path -> path.latin() + "\0").collect(Collectors.joining());
    GitResult found =
        git.run(GitCall.at(place, "check-ignore", "-z", "--stdin").saying(input).raw());
    if (!found.ok() && found.exit() != NONE_IGNORED) {
      throw new WorktreeFailedException(
          "git cannot tell what %s ignores: %s".formatted(place.folder(), found.err().strip()));
    }
    return found.fields().stream().map(RawPath::new).collect(Collectors.toSet());
  }
}
