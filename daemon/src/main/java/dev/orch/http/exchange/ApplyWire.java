package dev.orch.http.exchange;

import dev.orch.api.apply.ApplyPreview;
import dev.orch.http.Wire;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import java.util.List;
import java.util.Optional;

/** What is done to a checkout, in the words of the wire. */
public final class ApplyWire {
  private ApplyWire() {}

  /** A plan, with what to do about what is in its way. */
  public static ApplyPreview preview(ChangePlan plan, Optional<String> hint) {
    return new ApplyPreview(
        plan.hash(),
        plan.needed().stream().map(ApplyWire::file).toList(),
        obstacles(plan.obstacles()),
        obstacles(plan.leftOut()),
        hint.orElse(null));
  }

  private static ApplyPreview.File file(PathChange change) {
    return new ApplyPreview.File(
        change.path().shown(),
        Wire.same(ApplyPreview.Change.class, change.kind()),
        !change.path().isText());
  }

  private static List<ApplyPreview.Obstacle> obstacles(List<Obstacle> obstacles) {
    return obstacles.stream()
        .map(one ->
            new ApplyPreview.Obstacle(one.path().shown(), one.why().words(), !one.path().isText()))
        .toList();
  }
}
