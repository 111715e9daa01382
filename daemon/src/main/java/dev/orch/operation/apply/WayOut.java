package dev.orch.operation.apply;

import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What to do about what is in the way of a plan. Its commands are for a shell in the checkout, and
 * they do what they say whatever of the session's work is home already.
 *
 * @param worktree where the session works; empty while that is released
 */
record WayOut(ChangePlan plan, Optional<Path> worktree) {

  /** In words; empty where it is to be cleared away, or nothing is in the way. */
  Optional<String> hint() {
    List<String> todo = new ArrayList<>();
    Set<RawPath> committed = paths(Obstacle.Why.COMMITTED_SINCE);
    Set<RawPath> submodules = paths(Obstacle.Why.SUBMODULE);
    Set<RawPath> conflicts = paths(Obstacle.Why.CONFLICT);
    Set<RawPath> merging = new TreeSet<>(submodules);
    merging.addAll(conflicts);
    if (!committed.isEmpty()) {
      todo.add("take back the commit with git: git revert");
    }
    if (!merging.isEmpty()) {
      todo.add(
          "take all the rest home: orch apply %s%s"
              .formatted(plan.session(), each(" --except ", merging, RawPath::shown)));
    }
    if (!conflicts.isEmpty()) {
      todo.add(merge(conflicts));
    }
    if (!submodules.isEmpty()) {
      worktree.ifPresent(place ->
          todo.add(
              "or move the submodule yourself, commit that, and apply again: "
                  + moving(submodules, place)));
    }
    if (todo.isEmpty()) {
      return Optional.empty();
    }
    Set<RawPath> named = new HashSet<>(committed);
    named.addAll(merging);
    if (plan.obstacles().stream().anyMatch(one -> !named.contains(one.path()))) {
      todo.add("clear what else the detail names");
    }
    boolean rest = plan.needed().stream().anyMatch(change -> !committed.contains(change.path()));
    if (rest && !committed.isEmpty()) {
      todo.add("then the rest: orch apply %s --undo".formatted(plan.session()));
    }
    return Optional.of(String.join("; ", todo));
  }

  private Set<RawPath> paths(Obstacle.Why why) {
    return plan.obstacles().stream()
        .filter(one -> one.why() == why)
        .map(Obstacle::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String each(String before, Set<RawPath> paths, Function<RawPath, String> written) {
    return paths.stream()
        .map(path -> before + ShellWord.of(written.apply(path)))
        .collect(Collectors.joining());
  }

  /** By hand, and so that the session has the same: then there is nothing to merge any more. */
  private String merge(Set<RawPath> conflicts) {
    String marked =
        "or merge by hand, with the conflicts marked: orch diff %s | git apply --3way%s"
            .formatted(plan.session(), each(" --include=", conflicts, WayOut::pattern));
    return worktree
        .map(place ->
            ("%s; commit that, let the session have it: git -C %s restore"
                    + " --source=\"$(git rev-parse HEAD)\" --%s; and apply again")
                .formatted(
                    marked, ShellWord.of(place.toString()), each(" ", conflicts, WayOut::literal)))
        .orElse(marked);
  }

  /** For git apply, which takes names for patterns. */
  private static String pattern(RawPath path) {
    return path.shown().replaceAll("[*?\\[\\\\]", "\\\\$0");
  }

  /** For git restore, which takes some for more than a name. */
  private static String literal(RawPath path) {
    String shown = path.shown();
    boolean isPlain = !shown.startsWith(":") && shown.equals(pattern(path));
    return isPlain ? shown : ":(literal)" + shown;
  }

  private static String moving(Set<RawPath> submodules, Path worktree) {
    return submodules.stream()
        .map(path ->
            "git -C %1$s fetch %2$s HEAD && git -C %1$s checkout FETCH_HEAD"
                .formatted(
                    ShellWord.of(path.shown()),
                    ShellWord.of(worktree.resolve(path.shown()).toString())))
        .collect(Collectors.joining(" && "));
  }
}
