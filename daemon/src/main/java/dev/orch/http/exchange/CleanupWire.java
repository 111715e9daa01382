package dev.orch.http.exchange;

import dev.orch.api.cleanup.CleanupPreview;
import dev.orch.api.cleanup.RestoredView;
import dev.orch.api.cleanup.TrashView;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Wire;
import dev.orch.operation.Preview;
import dev.orch.operation.cleanup.TrashService;
import dev.orch.operation.release.ReleaseRefusedException;
import java.util.Map;
import java.util.Optional;

/** What is said about deletes, releases and the trash, in the words of the wire. */
public final class CleanupWire {
  private CleanupWire() {}

  public static CleanupPreview preview(Preview preview) {
    return new CleanupPreview(
        preview.planHash(),
        preview.items().stream().map(CleanupWire::item).toList(),
        preview.freedBytes());
  }

  private static CleanupPreview.Item item(Preview.Item item) {
    return new CleanupPreview.Item(
        Wire.same(CleanupPreview.Kind.class, item.kind()),
        item.path(),
        item.sizeBytes(),
        item.lost(),
        item.raw());
  }

  /** What the refusal of a release has beside its sentence. */
  public static Map<String, Object> extensions(ReleaseRefusedException refused) {
    Preview preview = refused.preview();
    return preview == null ? Map.of() : Map.of("preview", preview(preview));
  }

  /** With what is at work on sessions, by their ids. */
  public static TrashView trash(TrashEntry entry, Map<SessionId, Operation> atWork) {
    return new TrashView(
        entry.id(),
        entry.session().value(),
        entry.project().value(),
        TrashView.Kind.WORKTREE,
        entry.kept().sizeBytes(),
        entry.kept().branch(),
        entry.createdAt(),
        entry.expiresAt(),
        Optional.ofNullable(atWork.get(entry.session())).map(Wire::operation).orElse(null));
  }

  public static RestoredView restored(TrashService.Restored where) {
    return new RestoredView(where.id(), where.session().value(), where.branch(), where.worktree());
  }
}
