package dev.orch.operation.cleanup;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.SubmodulePointers;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.trash.SessionRefs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The way of a worktree out of the trash; goes on where an earlier call ended. */
final class Restoration {
  private final Worktrees worktrees;
  private final PreservedWorktrees preserved;
  private final SessionRefs refs;
  private final Burial.Steps steps;

  Restoration(
      Worktrees worktrees, PreservedWorktrees preserved, SessionRefs refs, Burial.Steps steps) {
    this.worktrees = worktrees;
    this.preserved = preserved;
    this.refs = refs;
    this.steps = steps;
  }

  /**
   * Worktree, files and branch; what the trash has of them besides is still there.
   *
   * @throws WorktreeFailedException if something else is where it should be; the trash still holds
   *     all that is not back
   */
  void bringBack(SessionId session, Kept kept) {
    Repository repository = kept.home().repository();
    WorktreeRequest request = kept.tree().request(session);
    if (kept.tree().whole()) {
      steps.before("move the folder back");
      new Renames(kept).move(kept.whole(), request.path());
      steps.before("tell git where it is");
      preserved.follow(repository, kept.whole(), request.path());
      preserved.giveBackInside(repository, kept.whole(), request.path());
      joinMoved(repository, request);
      // What an earlier delete had moved, which ended in the middle of a worktree that was one.
      moveBack(repository, request, kept);
    } else if (isKept(repository, session, kept)) {
      steps.before("take over the branch");
      if (refs.tip(repository, request).filter(isAt(kept)).isPresent()) {
        refs.own(repository, request);
      }
      steps.before("make the worktree");
      make(repository, request, kept);
      moveBack(repository, request, kept);
    }
    steps.before("make the branch");
    String tip = kept.tree().tip();
    if (tip != null && refs.isKept(repository, kept.trashId())) {
      refs.makeBranch(repository, request, tip);
    }
    if (kept.tree().wasDetached()) {
      steps.before("put it on the branch");
      refs.attach(repository, request);
    }
    steps.before("name again what it named");
    refs.giveBackHistory(repository, request, kept.trashId());
    steps.before("hand it over");
    preserved.handOver(repository, request.path());
  }

  /** The two name places of before where the project was moved meanwhile. */
  private void joinMoved(Repository repository, WorktreeRequest request) {
    Path pointer = request.path().resolve(".git");
    if (Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)
        && !preserved.isThere(repository, request)) {
      try {
        worktrees.repair(repository, List.of(request.path()));
      } catch (WorktreeFailedException _) {
        // It was no worktree of this repository before either, and is back as it was.
      }
    }
  }

  private void moveBack(Repository repository, WorktreeRequest request, Kept kept) {
    Renames renames = new Renames(kept);
    steps.before("move back");
    renames.giveBackInto(kept.files(), request.path());
    preserved.giveBackInside(repository, kept.files(), request.path());
    if (!Sizes.exists(Objects.requireNonNull(kept.submodules().getParent()))) {
      return;
    }
    Optional<Path> own = ownFolder(repository, request);
    Path repositories =
        own.map(folder -> folder.resolve(Kept.SUBMODULES))
            .orElseGet(() -> request.path().resolve(Kept.SUBMODULES + Renames.BESIDE));
    steps.before("move the repositories of submodules back");
    Remains.submodules(kept).forEach(from -> renames.giveBack(from, repositories));
    steps.before("join the submodules");
    own.ifPresent(folder -> join(repository, request, folder));
  }

  /** What git has of the worktree; of a folder that is none any more it may have nothing. */
  private Optional<Path> ownFolder(Repository repository, WorktreeRequest request) {
    return preserved.isThere(repository, request)
        ? Optional.of(worktrees.ownFolder(repository, request.path()))
        : preserved.entries(repository, request.path()).stream().findFirst();
  }

  private void join(Repository repository, WorktreeRequest request, Path own) {
    for (WorktreeInventory.Item item : preserved.inspect(repository, request).items()) {
      SubmodulePointers.turn(item.path().in(request.path()), own);
    }
  }

  private static Predicate<String> isAt(Kept kept) {
    return commit -> commit.equals(kept.tree().tip());
  }

  /** Once it is not, an earlier call had given it back. */
  private boolean isKept(Repository repository, SessionId session, Kept kept) {
    return (kept.tree().tip() == null && kept.number() == 0)
        || refs.isKept(repository, kept.trashId())
        || kept.states(preserved, session).findFirst().isPresent();
  }

  private void make(Repository repository, WorktreeRequest request, Kept kept) {
    Optional<Preserved> state = kept.states(preserved, request.session()).findFirst();
    if (state.isPresent()) {
      try {
        preserved.restore(repository, request, state.get(), Map.of());
      } catch (Preserved.ConflictException collision) {
        throw new WorktreeFailedException(
            "%s; give that branch another name, git branch -m %s and a new one, then restore again"
                .formatted(collision.getMessage(), request.branch()),
            collision);
      }
    } else {
      String tip = kept.tree().tip();
      worktrees.create(repository, request, tip == null ? request.base() : tip, Map.of());
    }
  }
}
