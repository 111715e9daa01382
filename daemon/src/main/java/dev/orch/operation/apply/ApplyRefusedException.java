package dev.orch.operation.apply;

import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A change cannot be taken into the checkout, or back, as it is now. Nothing was changed. */
public final class ApplyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  private final Refusal reason;
  private final transient ChangePlan plan;
  private final transient Optional<Path> worktree;

  /** Why. */
  public enum Refusal {
    /** Something stands where it would write. */
    IN_THE_WAY,
    /** It would do something else than what was agreed to. */
    OUTDATED
  }

  private ApplyRefusedException(
      Refusal reason, ChangePlan plan, Optional<Path> worktree, String message) {
    super(message);
    this.reason = reason;
    this.plan = plan;
    this.worktree = worktree;
  }

  /** With where the session works, if it can be gone to. */
  static ApplyRefusedException inTheWay(ChangePlan plan, Optional<Path> worktree) {
    List<Obstacle> all = plan.obstacles();
    String named =
        all.stream()
            .limit(NAMED)
            .map(one -> one.path() + ": " + one.why().words())
            .collect(Collectors.joining("; "));
    String more = all.size() > NAMED ? "; and %d more".formatted(all.size() - NAMED) : "";
    return new ApplyRefusedException(Refusal.IN_THE_WAY, plan, worktree, named + more);
  }

  static ApplyRefusedException outdated(ChangePlan plan, Optional<Path> worktree) {
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
    return new WayOut(plan, worktree).hint();
  }

  /** What it would be now. */
  public ChangePlan plan() {
    return plan;
  }
}
