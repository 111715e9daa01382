package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.SessionChange;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.snapshot.WorktreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Merges a session's change over three made-up commits: the base commit's tree, the tree of the
 * project's HEAD on it, the session's snapshot on it. So only what the session itself changed since
 * its base comes along, whatever its base is. {@linkplain EffectiveBase What HEAD has} of earlier
 * applies is taken for the base too: it has come home, and only what followed is to be merged.
 */
final class ChangeMerge {
  private final Git git;
  private final Repository repository;
  private final Path scratch;
  private final GitPlace project;
  private final TreeMerge trees;

  /**
   * One merge.
   *
   * @param scratch a folder of the caller's alone, which removes it
   */
  ChangeMerge(Git git, Repository repository, Path scratch) {
    this.git = git;
    this.repository = repository;
    this.scratch = scratch;
    this.project =
        RawStore.identified(
            WorktreeSnapshot.storing(
                GitPlace.checkout(repository.requireCheckout()),
                repository,
                scratch.resolve("objects")));
    this.trees = new TreeMerge(git, project, scratch);
  }

  /**
   * Merges.
   *
   * @throws dev.orch.worktree.UnreadableFilesException if some of it cannot be read
   * @throws WorktreeFailedException if there is nothing to merge into, the worktree is gone, or git
   *     fails
   */
  MergedChange of(SessionChange change, TakenVersions.Known known) throws IOException {
    Files.createDirectories(scratch.resolve("objects"));
    Taken taken = take(change);
    List<Obstacle> leftOut = new ArrayList<>(taken.leftOut());
    String head = tree(project, "HEAD");
    String began = tree(project, change.base());
    List<String> versions = versions(began, head, known);
    AmendedFile amended =
        new AmendedFile(git, project, Files.createDirectories(scratch.resolve("amended")));
    EffectiveBase home = new EffectiveBase(trees, amended, head);
    String base = home.of(began, versions);
    String session = without(change, taken.tree(), base, leftOut);
    TreeMerge.Merged merged = trees.merge(base, head, session);
    Map<RawPath, String> contained = home.contained(base, merged.conflicts().keySet(), session);
    if (!contained.isEmpty()) {
      base = trees.with(base, contained);
      merged = trees.merge(base, head, session);
      contained.keySet().stream()
          .map(path -> new Obstacle(path, Obstacle.Why.MERGED_BY_HAND))
          .forEach(leftOut::add);
    }
    Set<RawPath> renamed = renamed(change, merged, head);
    String version = session;
    if (!renamed.isEmpty()) {
      version = withoutMoved(session, base, Set.of(head, merged.tree()));
      merged = asIn(head, merged, renamed, removed(base, session));
      renamed.stream().map(path -> new Obstacle(path, Obstacle.Why.EXCEPTED)).forEach(leftOut::add);
    }
    leftOut.addAll(refusedElse(change, taken, base, head));
    return new MergedChange(
        project,
        new MergedChange.Trees(head, merged.tree(), followedBy(version, versions)),
        trees.differences(head, merged.tree()),
        conflicts(change, home.conflicts(base, merged.conflicts(), session), taken),
        leftOut);
  }

  private static Map<RawPath, Obstacle.Why> conflicts(
      SessionChange change, Map<RawPath, Obstacle.Why> merging, Taken taken) {
    Map<RawPath, Obstacle.Why> all = new HashMap<>(merging);
    taken.unmerged().stream()
        .map(RawPath::new)
        .filter(path -> !change.leavesOut(path))
        .forEach(path -> all.put(path, Obstacle.Why.UNMERGED));
    return all;
  }

  /**
   * As if the session had not changed what is not to come: that is no version to be known of it.
   */
  private String without(SessionChange change, String session, String base, List<Obstacle> leftOut)
      throws IOException {
    if (change.except().isEmpty()) {
      return session;
    }
    Map<RawPath, String> before = new HashMap<>();
    for (MergedChange.Entry entry : trees.differences(base, session)) {
      if (change.leavesOut(entry.path())) {
        before.put(entry.path(), entry.before());
        leftOut.add(new Obstacle(entry.path(), Obstacle.Why.EXCEPTED));
      }
    }
    return trees.with(session, before);
  }

  /** What is not to come by the names that HEAD has, which the merge has found. */
  private Set<RawPath> renamed(SessionChange change, TreeMerge.Merged merged, String head)
      throws IOException {
    if (change.except().isEmpty()) {
      return Set.of();
    }
    return Stream.concat(
            trees.differences(head, merged.tree()).stream().map(MergedChange.Entry::path),
            merged.conflicts().keySet().stream())
        .filter(change::leavesOut)
        .collect(Collectors.toSet());
  }

  /** What is left out, and would be in the way else: by the names that a refusal has. */
  private List<Obstacle> refusedElse(SessionChange change, Taken taken, String base, String head)
      throws IOException {
    if (change.except().isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            trees.merge(base, head, taken.tree()).conflicts().keySet().stream(),
            taken.unmerged().stream().map(RawPath::new))
        .filter(change::leavesOut)
        .map(path -> new Obstacle(path, Obstacle.Why.EXCEPTED))
        .toList();
  }

  /** What the session has removed, by what it was. */
  private Map<RawPath, String> removed(String base, String session) throws IOException {
    return trees.differences(base, session).stream()
        .filter(MergedChange.Entry::isRemoved)
        .collect(Collectors.toMap(MergedChange.Entry::path, MergedChange.Entry::before));
  }

  /**
   * The merge without some paths. Git may have moved a file of HEAD's to one of them: what the
   * session has not removed just as HEAD has it is where HEAD has it.
   */
  private TreeMerge.Merged asIn(
      String head, TreeMerge.Merged merged, Set<RawPath> paths, Map<RawPath, String> removed)
      throws IOException {
    Map<RawPath, String> before = new HashMap<>();
    for (MergedChange.Entry entry : trees.differences(head, merged.tree())) {
      boolean isMoved = entry.isRemoved() && !entry.before().equals(removed.get(entry.path()));
      if (isMoved || paths.contains(entry.path())) {
        before.put(entry.path(), entry.before());
      }
    }
    Map<RawPath, TreeMerge.Conflict> conflicts = new HashMap<>(merged.conflicts());
    conflicts.keySet().removeAll(paths);
    return new TreeMerge.Merged(trees.with(merged.tree(), before), conflicts);
  }

  /** As if the session had not changed what has another name in all of those trees. */
  private String withoutMoved(String session, String base, Set<String> others) throws IOException {
    Map<RawPath, String> moved = new HashMap<>();
    for (MergedChange.Entry entry : trees.differences(base, session)) {
      moved.put(entry.path(), entry.before());
    }
    for (String other : others) {
      moved.keySet().removeAll(trees.listed(other, Set.copyOf(moved.keySet())).keySet());
    }
    return trees.with(session, moved);
  }

  private List<String> versions(String base, String head, TakenVersions.Known taken)
      throws IOException {
    if (taken.entries().isEmpty()) {
      return taken.trees();
    }
    Map<RawPath, String> inHead = trees.listed(head, taken.entries().keySet());
    SortedMap<RawPath, String> home = new TreeMap<>(taken.entries());
    home.entrySet()
        .removeIf(entry ->
            TreeMerge.isNothing(entry.getValue())
                ? inHead.containsKey(entry.getKey())
                : !entry.getValue().equals(inHead.get(entry.getKey())));
    return home.isEmpty() ? List.of() : List.of(trees.with(base, home));
  }

  private static List<String> followedBy(String session, List<String> versions) {
    boolean known = !versions.isEmpty() && versions.getLast().equals(session);
    return known ? versions : Stream.concat(versions.stream(), Stream.of(session)).toList();
  }

  /**
   * What the session has.
   *
   * @param unmerged paths that a merge under way has left to be decided, as raw bytes
   */
  private record Taken(String tree, List<Obstacle> leftOut, Set<String> unmerged) {}

  private Taken take(SessionChange change) throws IOException {
    return switch (change.source()) {
      case SessionChange.Source.Worktree(Path path) -> {
        WorktreeSnapshot snapshot = WorktreeSnapshot.take(git, repository, path, scratch);
        snapshot.requireRead();
        List<Obstacle> leftOut =
            Stream.concat(
                    snapshot.nested().stream()
                        .map(name -> new RawPath(name.substring(0, name.length() - 1)))
                        .map(inside -> new Obstacle(inside, Obstacle.Why.NESTED_REPOSITORY)),
                    snapshot.changedSubmodules().stream()
                        .map(name ->
                            new Obstacle(new RawPath(name), Obstacle.Why.SUBMODULE_CHANGED)))
                .toList();
        yield new Taken(snapshot.tree(), leftOut, snapshot.unmerged());
      }
      case SessionChange.Source.Preserved(String tree) -> {
        GitPlace place = GitPlace.repository(repository);
        yield new Taken(tree(place, object(place, tree)), List.of(), Set.of());
      }
    };
  }

  /** A path behind a commit takes no suffix: what it names comes first. */
  private String tree(GitPlace place, String commit) {
    return object(place, commit + "^{tree}");
  }

  private String object(GitPlace place, String name) {
    return git.require(GitCall.at(place, "rev-parse", "--verify", "--end-of-options", name))
        .value();
  }
}
