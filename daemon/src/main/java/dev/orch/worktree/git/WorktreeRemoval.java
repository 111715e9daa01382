package dev.orch.worktree.git;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Rollback;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory.Obstacle;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.snapshot.OwnState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Removes a worktree that holds nothing which would be lost. */
public final class WorktreeRemoval {
  /** The mode of an entry that is a repository of its own. */
  private static final String NESTED = "160000 ";

  /** The tag of an entry with that flag; a small letter tells of assume-unchanged. */
  private static final char SKIP_WORKTREE = 'S';

  private final Git git;
  private final Refs refs;

  public WorktreeRemoval(Git git, Refs refs) {
    this.git = git;
    this.refs = refs;
  }

  /** Call it under the locks of the worktree and of the repository. */
  void remove(Repository repository, WorktreeRequest request) {
    Path path = request.path();
    switch (Found.at(repository, path)) {
      case Found.Whole(AdminFolder admin) -> refuseWork(repository, request, admin);
      case Found.Unfinished _ -> refuseCommits(repository, request, "");
      case Found.Nothing(List<AdminFolder> stale) -> refuseCommits(repository, request, stale);
      case Found.CutOff _ ->
          throw new WorktreeDirtyException(
              path + " has lost its .git file: what it holds cannot be told");
      case Found.Occupied _ ->
          throw new WorktreeDirtyException(path + " holds something that is no worktree of ours");
    }
    takeAway(repository, path);
    Optional<String> tip = refs.tip(repository, request.branch());
    if (tip.filter(request.base()::equals).isPresent()
        && refs.isOurs(repository, request.session())) {
      refs.delete(repository, request, request.base());
    } else if (tip.isEmpty()) {
      refs.disown(repository, request.session());
    }
  }

  /**
   * Takes a worktree away whatever it holds, and goes on with what a killed one began. The branch
   * stays. Call it under the locks of the worktree and of the repository.
   */
  public void takeAway(Repository repository, Path path) {
    takeAway(repository, path, _ -> {});
  }

  /**
   * The same for a caller who keeps something of it.
   *
   * @param aside told where the folder is once nobody finds it any more; told of it again where an
   *     earlier call ended before it was removed. If it fails nothing is removed, and if it fails
   *     with {@link WorktreeDirtyException} the folder is back in its place.
   */
  public void takeAway(Repository repository, Path path, Consumer<Path> aside) {
    take(repository, path, aside);
    release(repository, path);
  }

  private void refuseWork(Repository repository, WorktreeRequest request, AdminFolder admin) {
    GitPlace place = GitPlace.worktree(admin, request.path());
    if (Files.exists(admin.modules(), LinkOption.NOFOLLOW_LINKS)) {
      throw new WorktreeDirtyException(request.path() + " holds submodules");
    }
    new OwnState(git, repository, admin)
        .reasons().stream()
            .findFirst()
            .ifPresent(reason -> {
              throw new WorktreeDirtyException(
                  "%s: %s".formatted(request.path(), new Obstacle(reason, null).words()));
            });
    refuseEntries(
        request.path(),
        git.require(GitCall.at(place, "ls-files", "-v", "--stage", "-z").raw().takingLong())
            .fields());
    GitResult status =
        git.require(
            GitCall.at(
                    place,
                    "status",
                    "--porcelain=v2",
                    "-z",
                    "--untracked-files=all",
                    "--ignored=matching",
                    "--ignore-submodules=all")
                .takingLong());
    if (!status.out().isEmpty()) {
      throw new WorktreeDirtyException(
          request.path()
              + " holds changes that are not committed, or files that git does not know or"
              + " ignores");
    }
    refuseCommits(repository, request, refs.head(place).commit());
  }

  /**
   * Refuses what {@code git status} would not tell.
   *
   * @param entries of the index, as {@code git ls-files -v --stage -z} has them
   */
  private static void refuseEntries(Path worktree, List<String> entries) {
    for (String entry : entries) {
      char tag = entry.charAt(0);
      RawPath path = new RawPath(entry.substring(entry.indexOf('\t') + 1));
      if (entry.startsWith(NESTED, 2) && !isUnmade(path.in(worktree))) {
        throw new WorktreeDirtyException("%s holds the submodule %s".formatted(worktree, path));
      }
      if (tag == SKIP_WORKTREE || Character.isLowerCase(tag)) {
        throw new WorktreeDirtyException(
            "git was told not to look for changes in %s of %s".formatted(path, worktree));
      }
    }
  }

  /** A submodule is an empty folder until somebody makes it. */
  private static boolean isUnmade(Path submodule) {
    try (Stream<Path> entries = Files.list(submodule)) {
      return !Files.isSymbolicLink(submodule) && entries.findAny().isEmpty();
    } catch (NoSuchFileException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** A commit is safe if another branch, a tag or a remote has it too. */
  private void refuseCommits(Repository repository, WorktreeRequest request, String head) {
    for (String commit : List.of(head, refs.tip(repository, request.branch()).orElse(""))) {
      if (!commit.isEmpty() && !isSafe(repository, request, commit)) {
        throw new WorktreeDirtyException(
            "%s has commits that are nowhere but on %s"
                .formatted(request.path(), request.branch()));
      }
    }
  }

  /** Git collects what only a worktree has that it does not list any more. */
  private void refuseCommits(
      Repository repository, WorktreeRequest request, List<AdminFolder> stale) {
    refuseCommits(repository, request, "");
    stale.stream()
        .flatMap(admin -> admin.detachedAt().stream())
        .filter(commit -> !isSafe(repository, request, commit))
        .findFirst()
        .ifPresent(commit -> {
          throw new WorktreeDirtyException(
              "%s was on commits that are on no branch: %s".formatted(request.path(), commit));
        });
  }

  private boolean isSafe(Repository repository, WorktreeRequest request, String commit) {
    return git.require(
            GitCall.at(
                GitPlace.repository(repository),
                "rev-list",
                "--max-count=1",
                commit,
                "--not",
                request.base(),
                "--exclude=" + request.branch(),
                "--branches",
                "--tags",
                "--remotes"))
        .out()
        .isEmpty();
  }

  /** First out of the way in one step, so that a crash leaves no half of a worktree behind. */
  private static void take(Repository repository, Path path, Consumer<Path> told) {
    Path aside = OwnFolders.leaving(path);
    boolean isLeft = Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS);
    boolean isHere = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (isLeft) {
      tell(repository, aside, path, told);
    }
    // What somebody made in the place of the one that is told of already is none.
    boolean isToBeTold = !isLeft || Found.at(repository, path) instanceof Found.Whole;
    try {
      if (isHere) {
        FileTree.deleteAmidOthers(aside);
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        if (isToBeTold) {
          tell(repository, aside, path, told);
        }
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot remove " + path, e);
    }
    if (isLeft || isHere) {
      for (AdminFolder admin : AdminFolder.claiming(repository, path)) {
        admin.remove();
      }
    }
    FileTree.deleteAmidOthers(aside);
  }

  /** Puts it back where git has all of it still: without that it would be nobody's worktree. */
  private static void tell(Repository repository, Path aside, Path path, Consumer<Path> told) {
    try {
      told.accept(aside);
    } catch (WorktreeDirtyException changed) {
      if (AdminFolder.naming(repository, path).isEmpty()) {
        throw new WorktreeFailedException(
            "%s; it is in %s, since what git has of it has begun to go"
                .formatted(changed.getMessage(), aside),
            changed);
      }
      try {
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new WorktreeFailedException(
            "%s; it is in %s, since it could not be put back"
                .formatted(changed.getMessage(), aside),
            e);
      }
      throw changed;
    }
  }

  /** What a folder that somebody else moved away may still need is kept. */
  private void release(Repository repository, Path path) {
    try (Rollback undo = new Rollback()) {
      AdminFolder.claiming(repository, path)
          .forEach(admin -> admin.release(undo, ref -> refs.commit(repository, ref)));
      undo.commit();
    }
  }
}
