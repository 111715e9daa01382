package dev.orch.operation.apply;

import dev.orch.domain.operation.Operation;
import dev.orch.operation.PlanJson;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.KeptPlan;

/**
 * The plan as the row of its operation has it.
 *
 * @param lines what is done at each path, as the plan itself writes it
 * @param commit keeps the contents
 */
record StoredPlan(String lines, String commit) {
  static Operation.Plan of(KeptPlan kept) {
    return new Operation.Plan(
        PlanJson.write(new StoredPlan(kept.plan().text(), kept.commit())), kept.plan().hash());
  }

  static KeptPlan read(Operation operation) {
    StoredPlan stored = PlanJson.read(operation.plan().text(), StoredPlan.class);
    return new KeptPlan(ChangePlan.parse(stored.lines()), stored.commit());
  }
}
