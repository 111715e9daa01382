package dev.orch.operation.apply;

import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import java.util.Optional;

/** A change cannot be taken into the checkout, or back, as it is now. Nothing was changed. */
public final class ApplyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;
  private final transient ChangePlan plan;
  private final transient WayOut.Sides sides;

  /** Why. */
  public enum Refusal {
    /** Something stands where it would write. */
    IN_THE_WAY,
    /** It would do something else than what was agreed to. */
    OUTDATED
  }

  private ApplyRefusedException(
      Refusal reason, ChangePlan plan, WayOut.Sides sides, String message) {
    super(message);
    this.reason = reason;
    this.plan = plan;
    this.sides = sides;
  }

  static ApplyRefusedException inTheWay(ChangePlan plan, WayOut.Sides sides) {
    return new ApplyRefusedException(
        Refusal.IN_THE_WAY, plan, sides, Obstacle.words(plan.obstacles()));
  }

  static ApplyRefusedException outdated(ChangePlan plan, WayOut.Sides sides) {
    return new ApplyRefusedException(
        Refusal.OUTDATED,
        plan,
        sides,
        "session %s or the checkout has changed since the preview".formatted(plan.session()));
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }

  /** What to do, where that is not to clear the way. */
  public Optional<String> hint() {
    return new WayOut(plan, sides).hint();
  }

  /** What it would be now. */
  public ChangePlan plan() {
    return plan;
  }
}
