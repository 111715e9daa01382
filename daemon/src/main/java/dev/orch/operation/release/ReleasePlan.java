package dev.orch.operation.release;

import dev.orch.operation.PlannedTeardown;
import dev.orch.operation.Unkept;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release does.
 *
 * @param number under which the worktree's state is kept
 * @param unkept what goes with the folder as it was planned; null in plans of daemons that did not
 *     write it down
 * @param teardown what is run before; null in such plans, for what the project says
 */
record ReleasePlan(
    int number,
    long freedBytes,
    @Nullable List<Unkept> unkept,
    @Nullable PlannedTeardown teardown) {
  ReleasePlan {
    unkept = unkept == null ? null : List.copyOf(unkept);
  }
}
