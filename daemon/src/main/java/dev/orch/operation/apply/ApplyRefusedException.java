package dev.orch.operation.apply;

import static java.util.Objects.requireNonNull;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A change cannot be taken into the checkout, or back, as it is now. Nothing was changed. */
public final class ApplyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  private final Refusal reason;
  private final transient ChangePlan plan;

  /** Why. */
  public enum Refusal {
    /** Something stands where it would write. */
    IN_THE_WAY,
    /** It would do something else than what was agreed to. */
    OUTDATED
  }

  private ApplyRefusedException(Refusal reason, ChangePlan plan, String message) {
    super(message);
    this.reason = reason;
    this.plan = plan;
  }

  static ApplyRefusedException inTheWay(ChangePlan plan) {
    List<Obstacle> all = plan.obstacles();
    String named =
        all.stream()
            .limit(NAMED)
            .map(one -> one.path() + ": " + one.why().words())
            .collect(Collectors.joining("; "));
    String more = all.size() > NAMED ? "; and %d more".formatted(all.size() - NAMED) : "";
    return new ApplyRefusedException(Refusal.IN_THE_WAY, plan, named + more);
  }

  static ApplyRefusedException outdated(ChangePlan plan) {
    return new ApplyRefusedException(
        Refusal.OUTDATED,
        plan,
        "session %s or the checkout has changed since the preview".formatted(plan.session()));
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }

  /** What to do, where that is not to clear the way. */
  public Optional<String> hint() {
    Map<Boolean, Set<RawPath>> obstacles =
        plan.obstacles().stream()
            .collect(
                Collectors.partitioningBy(
                    one -> one.why() == Obstacle.Why.COMMITTED_SINCE,
                    Collectors.mapping(Obstacle::path, Collectors.toSet())));
    Set<RawPath> committed = requireNonNull(obstacles.get(true));
    if (committed.isEmpty()) {
      return Optional.empty();
    }
    boolean more = !requireNonNull(obstacles.get(false)).isEmpty();
    boolean rest = plan.needed().stream().anyMatch(change -> !committed.contains(change.path()));
    return Optional.of(
        "take back the commit with git: git revert"
            + (more ? "; clear what else the detail names" : "")
            + (rest ? "; then the rest: orch apply %s --undo".formatted(plan.session()) : ""));
  }

  /** What it would be now. */
  public ChangePlan plan() {
    return plan;
  }
}
