package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What HEAD has of a session's work, as the base of the next merge: only what followed is to come
 * home. It is read off HEAD alone, so that it is right on every branch, and whatever was amended,
 * reverted or undone: of each version that was applied, what HEAD has of it is what both have in
 * common over the base before.
 */
final class EffectiveBase {
  private final TreeMerge trees;
  private final AmendedFile amended;
  private final String head;

  /** For one HEAD. */
  EffectiveBase(TreeMerge trees, AmendedFile amended, String head) {
    this.trees = trees;
    this.amended = amended;
    this.head = head;
  }

  /**
   * The base, with what HEAD has of the versions.
   *
   * @param base where the session began
   * @param versions trees that were applied, the oldest first
   */
  String of(String base, List<String> versions) throws IOException {
    String effective = base;
    for (String version : versions) {
      effective = after(effective, version);
    }
    return effective;
  }

  private String after(String base, String version) throws IOException {
    Map<RawPath, String> moved = new HashMap<>();
    trees.differences(base, head).forEach(entry -> moved.put(entry.path(), entry.now()));
    List<MergedChange.Entry> brought = trees.differences(base, version);
    Map<RawPath, String> home = new HashMap<>();
    for (MergedChange.Entry entry : brought) {
      String now = moved.getOrDefault(entry.path(), entry.before());
      if (now.equals(entry.now())) {
        home.put(entry.path(), now);
      } else if (!now.equals(entry.before())) {
        return common(base, version);
      }
    }
    return home.size() == brought.size() ? version : trees.with(base, home);
  }

  /**
   * Over the union of both, HEAD lacks what is not committed of the version, and the version what
   * HEAD has of its own: without either the common is left.
   */
  private String common(String base, String version) throws IOException {
    TreeMerge.Merged union = trees.merge(base, head, version);
    if (union.conflicts().isEmpty() && union.tree().equals(head)) {
      return version;
    }
    TreeMerge.Merged common = trees.merge(union.tree(), version, head);
    Set<RawPath> unclear = new HashSet<>(union.conflicts().keySet());
    unclear.addAll(common.conflicts().keySet());
    String next = trees.with(common.tree(), settled(unclear, base, version));
    Set<RawPath> wrong = wrong(union, next, version, unclear);
    if (wrong.isEmpty()) {
      return next;
    }
    next = trees.with(next, entries(base, wrong));
    return wrong(union, next, version, unclear).isEmpty() ? next : base;
  }

  /** Where the version would come to something else over that base: nothing of it may be lost. */
  private Set<RawPath> wrong(
      TreeMerge.Merged union, String next, String version, Set<RawPath> unclear)
      throws IOException {
    Set<RawPath> paths = new HashSet<>();
    trees
        .differences(union.tree(), trees.merge(next, head, version).tree())
        .forEach(entry -> paths.add(entry.path()));
    paths.removeAll(unclear);
    return paths;
  }

  /**
   * What HEAD has of a version although git merges it into a conflict: somebody has merged that by
   * hand.
   *
   * @param conflicts of the merge over that base
   */
  Map<RawPath, String> contained(String base, Set<RawPath> conflicts, String version)
      throws IOException {
    if (conflicts.isEmpty()) {
      return Map.of();
    }
    Map<RawPath, String> contained = new HashMap<>();
    for (Map.Entry<RawPath, AmendedFile.Sides> path : sides(conflicts, base, version).entrySet()) {
      if (amended.isContained(path.getValue())) {
        contained.put(path.getKey(), path.getValue().applied());
      }
    }
    return contained;
  }

  /** Of what could not be merged, what the sides did with it. */
  Map<RawPath, Obstacle.Why> conflicts(
      String base, Map<RawPath, TreeMerge.Conflict> conflicts, String version) throws IOException {
    Map<RawPath, Obstacle.Why> all = new HashMap<>();
    if (!conflicts.isEmpty()) {
      sides(conflicts.keySet(), base, version)
          .forEach((path, sides) -> all.put(path, why(sides, conflicts.get(path))));
    }
    return all;
  }

  private static Obstacle.Why why(AmendedFile.Sides sides, TreeMerge.@Nullable Conflict conflict) {
    if (conflict == TreeMerge.Conflict.OF_FOLDER) {
      return Obstacle.Why.CONFLICT_OF_FOLDER;
    }
    if (!sides.areAllDifferent()) {
      return Obstacle.Why.CONFLICT_OF_NAMES;
    }
    if (TreeMerge.isNothing(sides.now())) {
      return Obstacle.Why.CONFLICT_GONE;
    }
    if (TreeMerge.isNothing(sides.applied())) {
      return Obstacle.Why.CONFLICT_REMOVED;
    }
    boolean haveLines = conflict == TreeMerge.Conflict.OF_CONTENTS && sides.areFiles();
    return haveLines ? Obstacle.Why.CONFLICT : Obstacle.Why.CONFLICT_WHOLE;
  }

  /** What git cannot tell is the version's where it is, or HEAD has made it out of that. */
  private Map<RawPath, String> settled(Set<RawPath> unclear, String base, String version)
      throws IOException {
    if (unclear.isEmpty()) {
      return Map.of();
    }
    Map<RawPath, String> settled = new HashMap<>();
    for (Map.Entry<RawPath, AmendedFile.Sides> path : sides(unclear, base, version).entrySet()) {
      settled.put(path.getKey(), settled(path.getValue()));
    }
    return settled;
  }

  private Map<RawPath, AmendedFile.Sides> sides(Set<RawPath> paths, String base, String version)
      throws IOException {
    Map<RawPath, String> before = entries(base, paths);
    Map<RawPath, String> applied = entries(version, paths);
    Map<RawPath, String> now = entries(head, paths);
    return paths.stream()
        .collect(
            Collectors.toMap(
                path -> path,
                path ->
                    new AmendedFile.Sides(
                        before.getOrDefault(path, ""),
                        applied.getOrDefault(path, ""),
                        now.getOrDefault(path, ""))));
  }

  private String settled(AmendedFile.Sides sides) throws IOException {
    if (sides.now().equals(sides.applied())) {
      return sides.applied();
    }
    boolean touched =
        !sides.applied().equals(sides.before()) && !sides.now().equals(sides.before());
    return touched ? amended.common(sides).orElse(sides.before()) : sides.before();
  }

  private Map<RawPath, String> entries(String tree, Set<RawPath> paths) throws IOException {
    Map<RawPath, String> found = trees.listed(tree, paths);
    paths.forEach(path -> found.putIfAbsent(path, TreeMerge.nothing(tree)));
    return found;
  }
}
