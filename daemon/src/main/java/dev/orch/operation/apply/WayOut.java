package dev.orch.operation.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.SessionChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What to do about what is in the way of a plan. Its commands are for a shell in whatever folder,
 * and they do what they say whatever of the session's work is home already.
 */
record WayOut(ChangePlan plan, Sides sides) {
  private static final Set<Obstacle.Why> ONE_OR_THE_OTHER =
      Set.of(
          Obstacle.Why.CONFLICT_WHOLE,
          Obstacle.Why.CONFLICT_REMOVED,
          Obstacle.Why.CONFLICT_GONE,
          Obstacle.Why.CONFLICT_OF_FOLDER);

  /**
   * Where the commands are to work.
   *
   * @param checkout the project's
   * @param base the commit that the session began at
   * @param worktree the session's; empty while that is released
   */
  record Sides(Path checkout, String base, Optional<Path> worktree) {}

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
    List<String> ways = new ArrayList<>();
    if (leavesSome(stuck)) {
      ways.add("take all the rest home: " + command(plan, stuck));
    }
    ByHand byHand = new ByHand(plan.session(), sides);
    Set<RawPath> conflicts = paths(Obstacle.Why.CONFLICT::equals);
    if (!conflicts.isEmpty()) {
      ways.add(first(conflicts) + byHand.merge(conflicts));
    }
    Set<RawPath> choices = paths(ONE_OR_THE_OTHER::contains);
    if (!choices.isEmpty()) {
      ways.add(first(choices) + byHand.asTheSessionHas(choices));
    }
    String submodules = submodules(byHand);
    if (!submodules.isEmpty()) {
      ways.add("do that with the submodule yourself, commit it, and apply again: " + submodules);
    }
    if (ways.isEmpty()) {
      ways.add("nothing else is to come; see what it is: orch diff " + plan.session());
    }
    List<String> todo = clearing(stuck);
    todo.add(String.join("; or ", ways));
    return Optional.of(String.join("; ", todo));
  }

  /** Whether without those there is something to take home. */
  private boolean leavesSome(Set<RawPath> stuck) {
    return plan.needed().stream()
        .map(PathChange::path)
        .anyMatch(path -> stuck.stream().noneMatch(one -> SessionChange.isAt(path, one.shown())));
  }

  private Optional<String> undoing() {
    Set<RawPath> committed = paths(Obstacle.Why.COMMITTED_SINCE::equals);
    if (committed.isEmpty()) {
      return Optional.empty();
    }
    List<String> todo = clearing(committed);
    todo.add(new ByHand(plan.session(), sides).takeBack(committed));
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

  /** What a way wants before it is taken: git writes over nothing that is not committed. */
  private String first(Set<RawPath> conflicts) {
    Set<RawPath> edited = paths(Obstacle.Why::canBeCleared);
    edited.retainAll(conflicts);
    return edited.isEmpty()
        ? ""
        : "with what is not committed at %s committed, stashed or moved away first, "
            .formatted(edited.stream().map(RawPath::shown).collect(Collectors.joining(", ")));
  }

  /** What does with each submodule as the session did, as far as its worktree is there. */
  private String submodules(ByHand byHand) {
    List<String> commands = new ArrayList<>();
    paths(Obstacle.Why.SUBMODULE_REMOVED::equals)
        .forEach(path -> commands.add(byHand.removing(path)));
    sides
        .worktree()
        .ifPresent(place -> {
          paths(Obstacle.Why.SUBMODULE_ADDED::equals)
              .forEach(path -> commands.add(byHand.adding(path, place)));
          paths(Obstacle.Why.SUBMODULE::equals)
              .forEach(path -> commands.add(byHand.moving(path, place)));
        });
    return String.join(" && ", commands);
  }

  /** What asks for an apply like the plan's, without some paths more. */
  static String command(ChangePlan plan, Set<RawPath> others) {
    Set<String> except = new TreeSet<>(plan.except());
    others.stream().map(RawPath::shown).forEach(except::add);
    return "orch apply " + plan.session() + ByHand.each(" --except ", except, name -> name);
  }

  private Set<RawPath> paths(Predicate<Obstacle.Why> which) {
    return plan.obstacles().stream()
        .filter(one -> which.test(one.why()))
        .map(Obstacle::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
