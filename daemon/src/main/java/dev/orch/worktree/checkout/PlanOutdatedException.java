package dev.orch.worktree.checkout;

/** What would be done is not any more what was seen. Nothing was changed. */
public final class PlanOutdatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ChangePlan plan;

  /** With the plan as it would be now. */
  public PlanOutdatedException(ChangePlan plan) {
    super("session %s: the plan is not the one that was seen".formatted(plan.session()));
    this.plan = plan;
  }

  /** As it would be now. */
  public ChangePlan plan() {
    return plan;
  }
}
