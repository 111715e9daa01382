package dev.orch.operation.apply;

import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
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
    return switch (plan.direction()) {
      case APPLY -> applying();
      case UNDO -> undoing();
    };
  }

  private Optional<String> applying() {
    Set<RawPath> stuck = paths(why -> !why.canBeCleared());
    if (stuck.isEmpty()) {
      return Optional.empty();
    }
    List<String> todo = clearing(stuck);
    todo.add("take all the rest home: " + command(plan, stuck));
    Set<RawPath> conflicts = paths(Obstacle.Why.CONFLICT::equals);
    if (!conflicts.isEmpty()) {
      todo.add(merge(conflicts));
    }
    Set<RawPath> submodules = paths(Obstacle.Why.SUBMODULE::equals);
    if (!submodules.isEmpty()) {
      worktree.ifPresent(place ->
          todo.add(
              "or move the submodule yourself, commit that, and apply again: "
                  + moving(submodules, place)));
    }
    return Optional.of(String.join("; ", todo));
  }

  private Optional<String> undoing() {
    Set<RawPath> committed = paths(Obstacle.Why.COMMITTED_SINCE::equals);
    if (committed.isEmpty()) {
      return Optional.empty();
    }
    List<String> todo = clearing(committed);
    todo.add("take back the commit with git: git revert");
    if (plan.needed().stream().anyMatch(change -> !committed.contains(change.path()))) {
      todo.add("then the rest: orch apply %s --undo".formatted(plan.session()));
    }
    return Optional.of(String.join("; ", todo));
  }

  /** Comes first: what is in the way of the rest is in the way of each command. */
  private List<String> clearing(Set<RawPath> others) {
    boolean isFree = plan.obstacles().stream().allMatch(one -> others.contains(one.path()));
    List<String> todo = new ArrayList<>();
    if (!isFree) {
      todo.add("commit, stash or move away what else the detail names");
    }
    return todo;
  }

  /** What asks for an apply like the plan's, without some paths more. */
  static String command(ChangePlan plan, Set<RawPath> others) {
    Set<String> except = new TreeSet<>(plan.except());
    others.stream().map(RawPath::shown).forEach(except::add);
    return "orch apply " + plan.session() + each(" --except ", except, name -> name);
  }

  private Set<RawPath> paths(Predicate<Obstacle.Why> which) {
    return plan.obstacles().stream()
        .filter(one -> which.test(one.why()))
        .map(Obstacle::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> String each(String before, Set<T> all, Function<T, String> written) {
    return all.stream()
        .map(one -> before + ShellWord.of(written.apply(one)))
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
