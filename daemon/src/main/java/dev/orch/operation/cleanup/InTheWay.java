package dev.orch.operation.cleanup;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.ArtifactStore;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.trash.Movable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a delete would take for the session's work, part from it, or be the last to have.
 * Changes nothing.
 */
final class InTheWay {
  private final Stores stores;
  private final PreservedWorktrees worktrees;
  private final CheckoutChanges changes;
  private final Movable movable;

  InTheWay(Stores stores, PreservedWorktrees worktrees, CheckoutChanges changes, Movable movable) {
    this.stores = stores;
    this.worktrees = worktrees;
    this.changes = changes;
    this.movable = movable;
  }

  /** A file of the checkout that an apply has left out of its place: nothing else tells of it. */
  Optional<String> ofApply(Repository repository, SessionId session) {
    return changes.listAside(repository, session).stream()
        .findFirst()
        .map(file ->
            "a file of the checkout is in %1$s still, since an apply or its undo ended in the middle: orch apply %2$s, or orch apply --undo %2$s, has it put back; else move it away; then delete again"
                .formatted(file, session));
  }

  /** The disk of the worktree, which nothing could be moved from while it is away. */
  Optional<String> ofDisk(Repository repository, WorktreeRequest request) {
    return repository.findAway(request.path()).map(Missing::away);
  }

  /**
   * What of the worktree could be neither moved nor kept.
   *
   * @param whole whether it is moved as it is
   * @param submodules what git has of their repositories
   */
  Optional<String> ofMoving(
      WorktreeRequest request,
      WorktreeInventory inventory,
      boolean whole,
      Optional<Path> submodules) {
    Path folder = request.path();
    Set<Path> moved = new HashSet<>(submodules.stream().toList());
    List<Path> kept = new ArrayList<>();
    if (whole) {
      moved.add(folder);
    } else {
      inventory
          .items()
          .forEach(item -> (Burial.moves(item.kind()) ? moved : kept).add(item.path().in(folder)));
    }
    return movable.hindrance(new Movable.Leaving(folder, moved, kept));
  }

  /**
   * What stands in the place of a worktree that was given up, for a person: its work is in what was
   * kept, and would be replaced by this.
   *
   * @param isNoWorktree whether what stands there could not be made again
   */
  Optional<String> ofReleased(
      Repository repository, WorktreeRequest request, boolean isNoWorktree) {
    return stores
        .releases()
        .findAway(request.session())
        .filter(_ -> Sizes.exists(request.path()))
        .filter(released ->
            worktrees.isThere(repository, request)
                ? !isMadeAgain(repository, request, released)
                : isNoWorktree)
        .map(_ ->
            "the worktree was given up, and something stands at %s again: move it away, then delete again"
                .formatted(request.path()));
  }

  /** A daemon that ended after it had made it again has not committed that it is back. */
  private boolean isMadeAgain(
      Repository repository, WorktreeRequest request, ReleasedWorktree released) {
    Optional<Preserved> kept = worktrees.find(repository, released.session(), released.number());
    try {
      kept.ifPresent(state -> worktrees.check(repository, request, state));
      return kept.isPresent();
    } catch (WorktreeFailedException _) {
      return false;
    }
  }

  /**
   * Whether nothing but the session's artifacts has what it worked: the worktree's folder is away,
   * was not given up, and a diff tells what was in it. What of that was committed is not looked at.
   */
  boolean isAmongArtifactsOnly(Session session, WorktreeRequest request) {
    if (Sizes.exists(request.path()) || stores.releases().findAway(session.id()).isPresent()) {
      return false;
    }
    ArtifactStore.Filter diffs = new ArtifactStore.Filter(null, session.id(), Artifact.Kind.DIFF);
    return stores.artifacts().list(diffs, new Page.Request(1, null)).items().stream()
        .anyMatch(diff -> diff.content().sizeBytes() > 0);
  }
}
