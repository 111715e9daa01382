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
import java.util.stream.Collectors;

/** A change cannot be taken into the checkout, or back, as it is now. Nothing was changed. */
public final class ApplyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  private final Refusal reason;
  private final transient ChangePlan plan;
  private final transient Path worktree;

  /** Why. */
  public enum Refusal {
    /** Something stands where it would write. */
    IN_THE_WAY,
    /** It would do something else than what was agreed to. */
    OUTDATED
  }

  private ApplyRefusedException(Refusal reason, ChangePlan plan, Path worktree, String message) {
    super(message);
    this.reason = reason;
    this.plan = plan;
    this.worktree = worktree;
  }

  /** With where the session works. */
  static ApplyRefusedException inTheWay(ChangePlan plan, Path worktree) {
    List<Obstacle> all = plan.obstacles();
    String named =
        all.stream()
            .limit(NAMED)
            .map(one -> one.path() + ": " + one.why().words())
            .collect(Collectors.joining("; "));
    String more = all.size() > NAMED ? "; and %d more".formatted(all.size() - NAMED) : "";
    return new ApplyRefusedException(Refusal.IN_THE_WAY, plan, worktree, named + more);
  }

  static ApplyRefusedException outdated(ChangePlan plan, Path worktree) {
    return new ApplyRefusedException(
        Refusal.OUTDATED,
        plan,
        worktree,
        "session %s or the checkout has changed since the preview".formatted(plan.session()));
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }

  /** What to do, where that is not to clear the way. */
  public Optional<String> hint() {
    List<String> todo = new ArrayList<>();
    Set<RawPath> committed = paths(Obstacle.Why.COMMITTED_SINCE);
    Set<RawPath> submodules = paths(Obstacle.Why.SUBMODULE);
    Set<RawPath> conflicts = paths(Obstacle.Why.CONFLICT);
    if (!committed.isEmpty()) {
      todo.add("take back the commit with git: git revert");
    }
    if (!submodules.isEmpty()) {
      todo.add("bring all but the submodule: " + byHand(conflicts, submodules));
      todo.add("or move it yourself, commit that, and apply again: " + moving(submodules));
    } else if (!conflicts.isEmpty()) {
      todo.add("merge it yourself, with the conflicts marked: " + byHand(conflicts, submodules));
    }
    if (todo.isEmpty()) {
      return Optional.empty();
    }
    Set<RawPath> named = new HashSet<>(committed);
    named.addAll(submodules);
    named.addAll(conflicts);
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

  private String byHand(Set<RawPath> conflicts, Set<RawPath> without) {
    String excluded =
        without.stream()
            .map(path -> " --exclude=" + ShellWord.of(path.shown()))
            .collect(Collectors.joining());
    return "orch diff %s | git apply%s%s"
        .formatted(plan.session(), conflicts.isEmpty() ? "" : " --3way", excluded);
  }

  private String moving(Set<RawPath> submodules) {
    return submodules.stream()
        .map(path ->
            "git -C %1$s fetch %2$s HEAD && git -C %1$s checkout FETCH_HEAD"
                .formatted(
                    ShellWord.of(path.shown()),
                    ShellWord.of(worktree.resolve(path.shown()).toString())))
        .collect(Collectors.joining(" && "));
  }

  /** What it would be now. */
  public ChangePlan plan() {
    return plan;
  }
}
