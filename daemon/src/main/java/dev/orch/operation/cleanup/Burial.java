package dev.orch.operation.cleanup;

import dev.orch.domain.session.SessionId;
import dev.orch.operation.Agreed;
import dev.orch.operation.Unkept;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.trash.SafeRemoval;
import dev.orch.worktree.trash.SessionRefs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a worktree into the trash, gives it back, or lets go of it for good. Each is told by a
 * {@link Kept} alone and goes on where an earlier call ended.
 */
public final class Burial {
  private static final int MOST_CHANGES = 3;
  private static final int NAMED = 5;

  private final Worktrees worktrees;
  private final PreservedWorktrees preserved;
  private final SessionRefs refs;
  private final CheckoutChanges changes;
  private final Steps steps;

  /** Is told before each step; a test ends the work there. */
  @FunctionalInterface
  interface Steps {
    /** Before the step of this name. */
    void before(String step);
  }

  /** Over git. */
  public Burial(
      Worktrees worktrees,
      PreservedWorktrees preserved,
      SessionRefs refs,
      CheckoutChanges changes) {
    this(worktrees, preserved, refs, changes, _ -> {});
  }

  Burial(
      Worktrees worktrees,
      PreservedWorktrees preserved,
      SessionRefs refs,
      CheckoutChanges changes,
      Steps steps) {
    this.worktrees = worktrees;
    this.preserved = preserved;
    this.refs = refs;
    this.changes = changes;
    this.steps = steps;
  }

  /**
   * Into the trash: what git holds as refs, the rest as it is. What was applied stays in the
   * checkout and cannot be undone any more.
   *
   * @return whether the branch is there still that was to go
   * @throws WorktreeDirtyException if something would be gone for good that nobody has agreed to;
   *     the worktree is in its place
   */
  boolean bury(SessionId session, Kept kept, boolean deleteBranch) {
    Repository repository = kept.home().repository();
    WorktreeRequest request = kept.tree().request(session);
    String tip = kept.tree().tip();
    if (tip != null) {
      steps.before("keep the tip");
      refs.keep(repository, kept.trashId(), tip);
    }
    steps.before("keep what else it names");
    refs.keepHistory(repository, request, kept.trashId());
    if (kept.tree().whole()) {
      steps.before("move the folder");
      buryWhole(repository, request, kept);
      steps.before("tell git where it is");
      if (kept.movable()) {
        preserved.follow(repository, request.path(), kept.whole());
      } else {
        preserved.forget(repository, request.path());
      }
    } else {
      take(repository, request, kept);
    }
    steps.before("let go of the branch");
    boolean branchStays = false;
    if (deleteBranch && tip != null) {
      branchStays = !refs.deleteBranch(repository, request, tip);
    } else {
      refs.disown(repository, session);
    }
    steps.before("forget what was applied");
    changes.forget(repository, session);
    return branchStays;
  }

  /**
   * What somebody put there after it was moved is not the session's: it stays. Where it cannot be
   * moved, it goes as it was agreed that it goes.
   */
  private void buryWhole(Repository repository, WorktreeRequest request, Kept kept) {
    Path worktree = request.path();
    if (!kept.movable()) {
      requireAgreed(request.session(), kept);
      new SafeRemoval(Objects.requireNonNull(worktree.getParent())).remove(worktree);
      return;
    }
    preserved.takeInside(
        repository,
        worktree,
        kept.whole(),
        () -> {
          if (!Sizes.exists(kept.whole())) {
            new Renames(kept).move(worktree, kept.whole());
          }
        });
  }

  /** Somebody may have removed it since it was planned: then there is nothing to keep. */
  private void take(Repository repository, WorktreeRequest request, Kept kept) {
    Optional<Preserved> earlier = kept.states(preserved, request.session()).findFirst();
    if (earlier.isPresent()) {
      giveUp(repository, request, kept, earlier.get());
    } else if (kept.number() > 0 && preserved.isThere(repository, request)) {
      steps.before("preserve");
      giveUp(repository, request, kept, preserved.preserve(repository, request, kept.number()));
    } else {
      steps.before("clear what is left");
      preserved.clear(repository, request);
    }
  }

  private void giveUp(Repository repository, WorktreeRequest request, Kept kept, Preserved first) {
    boolean isAside = !Sizes.exists(request.path());
    Preserved state = first;
    for (int again = 0; ; again++) {
      requireAgreed(request.session(), kept);
      if (kept.movable()) {
        preserved.takeInside(
            repository, request.path(), kept.files(), () -> moveOut(repository, request, kept));
      }
      moveSubmodules(repository, request, kept);
      steps.before("give up the worktree");
      try {
        preserved.giveUp(
            repository,
            request,
            state,
            last -> {
              requireAgreed(last, kept, isAside);
              preserved.takeInside(
                  repository, request.path(), kept.files(), () -> keepLate(last, kept));
            });
        return;
      } catch (WorktreeDirtyException changed) {
        if (!preserved.isThere(repository, request)) {
          // Something else is there by now. It is not the session's: it stays.
          return;
        }
        if (again >= MOST_CHANGES) {
          throw changed;
        }
        // Somebody works there still: that is kept too.
        state = preserved.preserve(repository, request, state.number() + 1);
      }
    }
  }

  /**
   * Refuses what would be gone for good and that nobody has agreed to. Changes nothing.
   *
   * @throws WorktreeDirtyException if there is any
   */
  void requireAgreed(SessionId session, Kept kept) {
    requireNone(kept.agreed().others(findLost(session, kept)), kept);
  }

  /** A last look, at a folder that nobody finds any more. */
  private static void requireAgreed(
      PreservedWorktrees.Leaving last, Kept kept, boolean renamedBefore) {
    if (!kept.movable()) {
      List<Unkept> now = Unkept.lostOf(last.items());
      Agreed agreed = kept.agreed();
      requireNone(renamedBefore ? agreed.othersAside(now) : agreed.others(now), kept);
    }
  }

  private static void requireNone(List<Unkept> others, Kept kept) {
    if (!others.isEmpty()) {
      String named =
          others.stream()
              .limit(NAMED)
              .map(item -> item.at().shown())
              .collect(Collectors.joining(", "));
      throw new WorktreeDirtyException(
          "%s is on another disk than the trash, and holds what nobody has agreed to lose: %s%s"
              .formatted(
                  kept.tree().path(),
                  named,
                  others.size() > NAMED ? " and %d more".formatted(others.size() - NAMED) : ""));
    }
  }

  /** What would be gone for good with the worktree as it is now. */
  List<Unkept> findLost(SessionId session, Kept kept) {
    if (kept.movable()) {
      return List.of();
    }
    WorktreeRequest request = kept.tree().request(session);
    return kept.tree().whole()
        ? TakenWhole.files(request.path())
        : Unkept.lostOf(preserved.inspect(kept.home().repository(), request).items());
  }

  private void moveOut(Repository repository, WorktreeRequest request, Kept kept) {
    for (WorktreeInventory.Item item : preserved.inspect(repository, request).items()) {
      if (moves(item.kind())) {
        steps.before("move " + item.path());
        Path from = item.path().in(request.path());
        // Made once more since an earlier call moved it: both are kept.
        new Renames(kept).take(from, item.path().in(kept.files()));
        if (item.kind() == WorktreeInventory.Kind.SUBMODULE) {
          leaveUnmade(from);
        }
      }
    }
  }

  /** What was put there after it was looked at, and what git does not call a change. */
  private void keepLate(PreservedWorktrees.Leaving last, Kept kept) {
    Renames renames = new Renames(kept);
    for (WorktreeInventory.Item item : last.items()) {
      if (kept.movable() && moves(item.kind())) {
        steps.before("move late " + item.path());
        Path from = item.path().in(last.folder());
        renames.take(from, item.path().in(kept.files()));
        if (item.kind() == WorktreeInventory.Kind.SUBMODULE) {
          leaveUnmade(from);
        }
      }
    }
    for (Path repositories : last.submodules()) {
      steps.before("move late repositories of submodules");
      renames.take(repositories, kept.submodules());
    }
  }

  /** Without its folder it would be a submodule that was removed. */
  private static void leaveUnmade(Path submodule) {
    try {
      Files.createDirectory(submodule);
    } catch (FileAlreadyExistsException _) {
      // Somebody was faster.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + submodule, e);
    }
  }

  private void moveSubmodules(Repository repository, WorktreeRequest request, Kept kept) {
    Optional<Path> repositories = preserved.submodules(repository, request);
    if (repositories.isPresent()) {
      steps.before("move the repositories of submodules");
      new Renames(kept).take(repositories.get(), kept.submodules());
    }
  }

  /** Whether it is moved into the trash as it is, because git does not hold it. */
  static boolean moves(WorktreeInventory.Kind kind) {
    return switch (kind) {
      case IGNORED, SUBMODULE, NESTED -> true;
      case CHANGED, UNTRACKED -> false;
    };
  }

  /**
   * Out of the trash, on the branch that is named; then the trash is empty of it.
   *
   * @throws WorktreeFailedException if something else is where it should be; the trash still holds
   *     all that is not back
   */
  void restore(SessionId session, Kept kept) {
    new Restoration(worktrees, preserved, refs, steps).bringBack(session, kept);
    Remains.requireNone(kept);
    removeFolders(kept);
    Repository repository = kept.home().repository();
    forgetEntries(repository, kept);
    refs.forgetGivenBack(repository, kept.trashId(), session, givenBack(session, kept));
  }

  /** The names of the states of the worktree that is back; a folder that was whole is of none. */
  private List<String> givenBack(SessionId session, Kept kept) {
    return kept.tree().whole()
        ? List.of()
        : kept.states(preserved, session).map(Preserved::ref).toList();
  }

  /** The entry as it is once it was {@linkplain #bury buried}. */
  Kept buried(SessionId session, Kept kept) {
    boolean isPreserved = kept.states(preserved, session).findFirst().isPresent();
    return kept.asFilled(isPreserved ? kept.number() : 0);
  }

  /** What git keeps of the worktree, as long as its folder is in its place. */
  List<Path> entries(Kept kept) {
    Repository repository = kept.home().repository();
    return repository.isThere()
        ? preserved.entries(repository, Path.of(kept.tree().path()))
        : List.of();
  }

  /** How many bytes the trash holds of it: its folders, and what git keeps for nothing else. */
  long size(SessionId session, Kept kept) {
    Repository repository = kept.home().repository();
    long folders = kept.folders().stream().mapToLong(Sizes::of).sum();
    return folders + (repository.isThere() ? refs.size(repository, kept.trashId(), session) : 0);
  }

  /** For good. Does nothing more where the repository is gone with all its refs. */
  void letGo(SessionId session, Kept kept) {
    Repository repository = kept.home().repository();
    removeFolders(kept);
    if (repository.isThere()) {
      forgetEntries(repository, kept);
      refs.forget(repository, kept.trashId(), session);
    }
  }

  private void forgetEntries(Repository repository, Kept kept) {
    preserved.forget(repository, kept.whole());
    preserved.forgetInside(repository, kept.whole());
    preserved.forgetInside(repository, kept.files());
  }

  private void removeFolders(Kept kept) {
    steps.before("let go of what is kept");
    for (Path folder : kept.folders()) {
      Path all = Objects.requireNonNull(folder.getParent());
      if (Files.isDirectory(all)) {
        new SafeRemoval(all).remove(folder);
      }
    }
  }
}
