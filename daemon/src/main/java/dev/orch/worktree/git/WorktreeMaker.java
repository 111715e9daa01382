package dev.orch.worktree.git;

import dev.orch.worktree.Head;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Rollback;
import dev.orch.worktree.Worktree;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.lfs.LargeFiles;
import dev.orch.worktree.git.snapshot.OwnState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a session's worktree from whatever it finds, so that doing it again after a crash at any
 * point ends in the same. Its stages can be told apart from outside: the lock reason says {@link
 * AdminFolder#PREPARING} from git's first step until the checkout is complete and verified.
 */
public final class WorktreeMaker {
  private static final int MOST_CHECKOUT_WORKERS = 4;
  private static final long MEBIBYTE = 1L << 20;

  /** With less it is said how much is free where a worktree could not be filled. */
  private static final long LITTLE_ROOM_BYTES = 256 * MEBIBYTE;

  private final Git git;
  private final Refs refs;
  private final RepositoryLocks locks;

  public WorktreeMaker(Git git, RepositoryLocks locks) {
    this.git = git;
    this.refs = new Refs(git);
    this.locks = locks;
  }

  /**
   * Puts what belongs there into a worktree that git knows and that holds nothing yet. It is done
   * again from the beginning after it was killed, and finds what that one had written.
   */
  @FunctionalInterface
  public interface Filling {
    /** Nobody else works in it. */
    void fill(AdminFolder admin, Path worktree);
  }

  /** Call it under the worktree's lock. */
  Worktree make(Repository repository, WorktreeRequest request, String recordedHead) {
    return make(repository, request, recordedHead, this::checkOut);
  }

  /** The same with something else in it than what its branch holds. */
  public Worktree make(
      Repository repository, WorktreeRequest request, String recordedHead, Filling filling) {
    try (Rollback undo = new Rollback()) {
      AdminFolder admin =
          locks.onRepository(
              repository.commonGitDir(), () -> registered(repository, request, recordedHead, undo));
      boolean unfinished = admin.isPreparing();
      if (unfinished) {
        new OwnState(git, repository, admin).rememberSettings();
        locks.onCheckout(repository.commonGitDir(), () -> fill(filling, admin, request.path()));
        verify(repository, request.path());
        LargeFiles.note(git, admin, request.path());
        admin.lock(AdminFolder.IN_USE);
      }
      Head head = refs.head(GitPlace.worktree(admin, request.path()));
      undo.commit();
      List<Path> setAside = AdminFolder.setAsideOf(repository, request.path());
      boolean pointers = LargeFiles.wereMissing(admin);
      return new Worktree(request.path(), head.commit(), unfinished, pointers, setAside);
    }
  }

  /** Git tells which file it could not write, and not why. */
  private static void fill(Filling filling, AdminFolder admin, Path worktree) {
    try {
      filling.fill(admin, worktree);
    } catch (WorktreeFailedException failure) {
      long free = free(worktree);
      throw free < LITTLE_ROOM_BYTES
          ? new WorktreeFailedException(
              "%s; %d MiB are free at %s"
                  .formatted(failure.getMessage(), free / MEBIBYTE, worktree),
              failure)
          : failure;
    }
  }

  private static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException _) {
      return Long.MAX_VALUE;
    }
  }

  private AdminFolder registered(
      Repository repository, WorktreeRequest request, String recordedHead, Rollback undo) {
    refuseLinks(request.path());
    excludeRuntimeFolder(repository, request.path());
    return switch (Found.at(repository, request.path())) {
      case Found.Whole(AdminFolder admin) -> keep(repository, request, recordedHead, admin);
      case Found.Unfinished(AdminFolder admin) -> {
        settleBranch(repository, request, recordedHead, undo);
        admin.removeEntry("index.lock");
        yield admin;
      }
      case Found.CutOff(AdminFolder admin) -> {
        admin.join(request.path());
        yield keep(repository, request, recordedHead, joined(repository, request.path()));
      }
      case Found.Nothing(List<AdminFolder> stale) -> {
        settleBranch(repository, request, recordedHead, undo);
        stale.forEach(admin -> admin.release(undo, ref -> refs.commit(repository, ref)));
        yield add(repository, request, undo);
      }
      case Found.Occupied _ -> throw occupied(repository, request);
    };
  }

  private static WorktreeFailedException occupied(Repository repository, WorktreeRequest request) {
    return new WorktreeFailedException(
        "%s holds something that is no worktree of %s: move it away"
            .formatted(request.path(), repository.path()));
  }

  /** Refuses what {@link #make} would refuse. Changes nothing. */
  public void check(Repository repository, WorktreeRequest request, String recordedHead) {
    refuseLinks(request.path());
    switch (Found.at(repository, request.path())) {
      case Found.Whole(AdminFolder admin) -> {
        if (hasLostItsBranch(repository, request, admin)) {
          requireCommit(repository, recordedHead);
        }
      }
      case Found.Unfinished _, Found.Nothing _ -> {
        if (request.isDetached()) {
          requireCommit(repository, request.base());
        } else {
          usableTip(repository, request, recordedHead);
        }
      }
      case Found.CutOff _ -> {}
      case Found.Occupied _ -> throw occupied(repository, request);
    }
  }

  /** The work in it stays as it is; only a branch that was deleted under it is made again. */
  private AdminFolder keep(
      Repository repository, WorktreeRequest request, String recordedHead, AdminFolder admin) {
    if (hasLostItsBranch(repository, request, admin)) {
      requireCommit(repository, recordedHead);
      refs.create(repository, request, recordedHead);
    }
    if (!admin.isLocked()) {
      admin.lock(AdminFolder.IN_USE);
    }
    return admin;
  }

  private boolean hasLostItsBranch(
      Repository repository, WorktreeRequest request, AdminFolder admin) {
    return admin.isOn(request.branch()) && refs.tip(repository, request.branch()).isEmpty();
  }

  private void settleBranch(
      Repository repository, WorktreeRequest request, String recordedHead, Rollback undo) {
    if (request.isDetached()) {
      requireCommit(repository, request.base());
      return;
    }
    if (usableTip(repository, request, recordedHead).isPresent()) {
      return;
    }
    boolean ours = refs.isOurs(repository, request.session());
    refs.create(repository, request, recordedHead);
    if (ours) {
      undo.onFailure(() -> refs.deleteBranch(repository, request.branch(), recordedHead));
    } else {
      undo.onFailure(() -> refs.delete(repository, request, recordedHead));
    }
  }

  /** Where the branch is; empty if it has to be made, which it can. */
  private Optional<String> usableTip(
      Repository repository, WorktreeRequest request, String recordedHead) {
    Optional<String> tip = refs.tip(repository, request.branch());
    if (tip.isEmpty()) {
      requireCommit(repository, recordedHead);
      return tip;
    }
    if (!refs.isOurs(repository, request.session())) {
      throw new WorktreeFailedException(
          "the branch %s is there already and was not made for this session: choose another name"
              .formatted(request.branch()));
    }
    refs.requireAdvance(
        repository,
        request.branch().value(),
        tip.get(),
        recordedHead,
        "the last commit seen in the session");
    refuseElsewhere(repository, request);
    return tip;
  }

  private void refuseElsewhere(Repository repository, WorktreeRequest request) {
    for (WorktreeEntry entry : new WorktreeListing(git).read(repository)) {
      if (request.branch().value().equals(entry.branch()) && !entry.path().equals(request.path())) {
        throw new WorktreeFailedException(
            "the branch %s is checked out in %s: switch to another branch there"
                .formatted(request.branch(), entry.path()));
      }
    }
  }

  private void requireCommit(Repository repository, String commit) {
    if (refs.commit(repository, commit).isEmpty()) {
      throw new WorktreeFailedException(
          "the commit %s is not in the repository %s any more"
              .formatted(commit, repository.path()));
    }
  }

  private AdminFolder add(Repository repository, WorktreeRequest request, Rollback undo) {
    Path path = request.path();
    makeParent(path);
    clear(path);
    undo.onFailure(() -> discard(repository, path));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "worktree",
                "add",
                "--quiet",
                "--no-checkout",
                "--lock",
                "--reason",
                AdminFolder.PREPARING));
    if (request.isDetached()) {
      arguments.addAll(List.of("--detach", "--", path.toString(), request.base()));
    } else {
      arguments.addAll(List.of("--", path.toString(), request.branch().value()));
    }
    git.requirePatiently(
        GitCall.at(GitPlace.repository(repository), arguments.toArray(String[]::new)));
    return joined(repository, path);
  }

  private void discard(Repository repository, Path path) {
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          List<AdminFolder> claiming = AdminFolder.claiming(repository, path);
          if (!claiming.isEmpty() && claiming.stream().allMatch(AdminFolder::isUnborn)) {
            FileTree.deleteAmidOthers(path);
            claiming.forEach(AdminFolder::remove);
          }
          return claiming;
        });
  }

  /** Removes the folder if it holds nothing but the {@code .git} file of an earlier try. */
  private static void clear(Path path) {
    try {
      Files.deleteIfExists(path.resolve(".git"));
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot clear " + path, e);
    }
  }

  private void checkOut(AdminFolder admin, Path worktree) {
    int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_CHECKOUT_WORKERS);
    GitPlace place =
        GitPlace.worktree(admin, worktree)
            .configured("checkout.workers", Integer.toString(workers));
    LargeFiles.checkOut(git, GitCall.at(place, "reset", "--hard", "--quiet").takingLong());
  }

  /** Git itself, left to search from the folder, must come to the same answer. */
  private void verify(Repository repository, Path worktree) {
    String top =
        git.require(GitCall.at(GitPlace.checkout(worktree), "rev-parse", "--show-toplevel"))
            .value();
    if (!top.equals(worktree.toString())) {
      throw new WorktreeFailedException(
          "git takes %s for a part of %s instead of a worktree of %s"
              .formatted(worktree, top, repository.path()));
    }
  }

  private static AdminFolder joined(Repository repository, Path worktree) {
    return AdminFolder.of(repository, worktree)
        .orElseThrow(() ->
            new WorktreeFailedException(
                "%s and the repository %s do not point at each other"
                    .formatted(worktree, repository.commonGitDir())));
  }

  private static void excludeRuntimeFolder(Repository repository, Path worktree) {
    repository
        .checkout()
        .filter(worktree::startsWith)
        .map(checkout -> checkout.relativize(worktree).getName(0).toString())
        .ifPresent(name -> RuntimeExclude.add(repository, name));
  }

  private static void makeParent(Path worktree) {
    try {
      Files.createDirectories(parent(worktree));
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot make the folder " + parent(worktree), e);
    }
    refuseLinks(worktree);
  }

  /** What is not there yet is made by us, and is no link. */
  private static void refuseLinks(Path worktree) {
    Path there = parent(worktree);
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = parent(there);
    }
    try {
      if (!there.toRealPath().equals(there)) {
        throw new WorktreeFailedException(
            "the way to %s leads over a symbolic link".formatted(worktree));
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot reach " + there, e);
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), "the root is no worktree");
  }
}
