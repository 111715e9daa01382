package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Head;
import dev.orch.worktree.Patch;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Worktree;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Found;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.Refs;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.WorktreeMaker;
import dev.orch.worktree.git.WorktreePatch;
import dev.orch.worktree.git.WorktreeRemoval;
import dev.orch.worktree.git.lfs.LargeFiles;
import dev.orch.worktree.git.snapshot.OwnState;
import dev.orch.worktree.git.snapshot.Scratch;
import dev.orch.worktree.git.snapshot.WorktreeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps worktrees by the git command line. */
public final class GitPreservedWorktrees implements PreservedWorktrees {
  /** The lock reason of a worktree that was had back from the trash. */
  private static final String GIVEN_BACK = "orch: given back from the trash";

  private final Git git;
  private final RepositoryLocks locks;
  private final Consumer<String> checkpoint;
  private final Scratch scratch = new Scratch();

  /** One object for the whole daemon, with the locks of all that works on its repositories. */
  public GitPreservedWorktrees(Git git, RepositoryLocks locks) {
    this(git, locks, _ -> {});
  }

  /**
   * The same for a test that ends it on its way.
   *
   * @param checkpoint told of each step that is done
   */
  GitPreservedWorktrees(Git git, RepositoryLocks locks, Consumer<String> checkpoint) {
    this.git = git;
    this.locks = locks;
    this.checkpoint = checkpoint;
  }

  @Override
  public WorktreeInventory inspect(Repository repository, WorktreeRequest request) {
    requireThere(repository);
    return new Inspection(git, repository, request).read();
  }

  @Override
  public Preserved preserve(Repository repository, WorktreeRequest request, int number) {
    requireThere(repository);
    if (number < 1) {
      throw new IllegalArgumentException("not a number of a state: " + number);
    }
    return locks.onWorktree(
        request.path(),
        () -> {
          Kept kept = new Kept(git);
          Optional<Preserved> earlier = kept.find(repository, request.session(), number);
          return earlier.orElseGet(() ->
              inScratch(
                  ownScratch(repository, request),
                  scratch -> preserve(repository, request, number, scratch)));
        });
  }

  private Preserved preserve(
      Repository repository, WorktreeRequest request, int number, Path scratch) {
    AdminFolder admin = worktree(repository, request);
    ObjectWriter objects = ObjectWriter.lasting(git, repository, scratch);
    Kept kept = new Kept(git);
    Kept.Standing standing = kept.standing(repository, request, admin);
    Capture.Content content = Capture.of(git, admin, request.path(), objects);
    checkpoint.accept("read");
    String snapshot = snapshot(repository, request.path(), scratch);
    checkpoint.accept("snapshot made");
    List<String> named = new OwnState(git, repository, admin).commits();
    String commit = kept.write(objects, standing, content, snapshot, named);
    checkpoint.accept("written");
    kept.name(repository, request.session(), number, commit);
    checkpoint.accept("named");
    return new Preserved(
        request.session(), number, commit, standing.branch(), standing.tip(), standing.head());
  }

  private String snapshot(Repository repository, Path worktree, Path scratch) {
    Path own = scratch.resolve("snapshot");
    try {
      return WorktreeSnapshot.takeForGood(git, repository, worktree, own).tree();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + own, e);
    }
  }

  @Override
  public Optional<Preserved> find(Repository repository, SessionId session, int number) {
    requireThere(repository);
    return new Kept(git).find(repository, session, number);
  }

  @Override
  public List<Preserved> list(Repository repository, SessionId session) {
    requireThere(repository);
    return new Kept(git).list(repository, session);
  }

  @Override
  public boolean isThere(Repository repository, WorktreeRequest request) {
    requireThere(repository);
    return Found.at(repository, request.path()) instanceof Found.Whole;
  }

  @Override
  public Optional<Path> submodules(Repository repository, WorktreeRequest request) {
    requireThere(repository);
    return AdminFolder.of(repository, request.path())
        .map(AdminFolder::modules)
        .filter(modules -> Files.isDirectory(modules, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public void clear(Repository repository, WorktreeRequest request) {
    requireThere(repository);
    locks.onWorktree(
        request.path(),
        () ->
            locks.onRepository(
                repository.commonGitDir(),
                () -> {
                  Found found = Found.at(repository, request.path());
                  if (found instanceof Found.Nothing || found instanceof Found.Unfinished) {
                    new WorktreeRemoval(git, new Refs(git)).takeAway(repository, request.path());
                  }
                  return request;
                }));
  }

  @Override
  public List<Path> entries(Repository repository, Path worktree) {
    return AdminFolder.claiming(repository, worktree).stream().map(AdminFolder::path).toList();
  }

  @Override
  public void follow(Repository repository, Path from, Path to) {
    withEntriesOfGone(repository, from, entry -> entry.moveTo(to));
  }

  @Override
  public void forget(Repository repository, Path worktree) {
    withEntriesOfGone(repository, worktree, AdminFolder::remove);
  }

  @Override
  public void takeInside(Repository repository, Path from, Path to, Runnable moving) {
    requireThere(repository);
    new WorktreesInside(repository, locks).take(from, to, moving);
  }

  @Override
  public void giveBackInside(Repository repository, Path from, Path to) {
    requireThere(repository);
    new WorktreesInside(repository, locks).giveBack(from, to);
  }

  @Override
  public void forgetInside(Repository repository, Path folder) {
    requireThere(repository);
    new WorktreesInside(repository, locks).forget(folder);
  }

  @Override
  public void handOver(Repository repository, Path worktree) {
    requireThere(repository);
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          AdminFolder.of(repository, worktree)
              .filter(AdminFolder::isLocked)
              .ifPresent(admin -> admin.lock(GIVEN_BACK));
          return worktree;
        });
  }

  private void withEntriesOfGone(Repository repository, Path worktree, Consumer<AdminFolder> work) {
    requireThere(repository);
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          if (!Files.exists(worktree, LinkOption.NOFOLLOW_LINKS)) {
            AdminFolder.claiming(repository, worktree).forEach(work);
          }
          return worktree;
        });
  }

  @Override
  public void giveUp(Repository repository, WorktreeRequest request, Preserved preserved) {
    giveUpAside(repository, request, preserved, _ -> {});
  }

  @Override
  public void giveUp(
      Repository repository, WorktreeRequest request, Preserved preserved, Consumer<Leaving> last) {
    giveUpAside(
        repository,
        request,
        preserved,
        aside -> last.accept(Inspection.leaving(git, repository, request, aside)));
  }

  private void giveUpAside(
      Repository repository, WorktreeRequest request, Preserved preserved, Consumer<Path> aside) {
    requireThere(repository);
    Comparison comparison = new Comparison(git, repository, request, preserved);
    locks.onWorktree(
        request.path(),
        // Compared under the lock too: what is written while this waits for it is seen.
        () ->
            locks.onRepository(
                repository.commonGitDir(),
                () -> {
                  compare(repository, request, comparison::require);
                  checkpoint.accept("compared");
                  new WorktreeRemoval(git, new Refs(git))
                      .takeAway(
                          repository,
                          request.path(),
                          folder -> {
                            if (Found.at(repository, request.path()) instanceof Found.Whole) {
                              // What is left of one that was here before goes: it was looked at.
                              return;
                            }
                            compare(
                                repository,
                                request,
                                scratch -> comparison.requireAside(folder, scratch));
                            aside.accept(folder);
                          });
                  checkpoint.accept("taken away");
                  return preserved;
                }));
  }

  private void compare(Repository repository, WorktreeRequest request, Consumer<Path> comparing) {
    inScratch(
        ownScratch(repository, request),
        scratch -> {
          comparing.accept(scratch);
          return request;
        });
  }

  @Override
  public void check(Repository repository, WorktreeRequest request, Preserved preserved) {
    requireThere(repository);
    if (isBack(repository, request, preserved).isPresent()) {
      return;
    }
    new WorktreeMaker(git, locks).check(repository, request, preserved.tip());
    inScratch(
        passingScratch(),
        scratch ->
            Comeback.of(
                git,
                repository,
                request,
                preserved,
                ObjectWriter.passing(git, repository, scratch)));
  }

  /** The worktree if it is back already; refuses what is another one. */
  private Optional<AdminFolder> isBack(
      Repository repository, WorktreeRequest request, Preserved preserved) {
    return switch (Found.at(repository, request.path())) {
      case Found.Whole(AdminFolder admin) when Restoring.isDone(admin, preserved) ->
          Optional.of(admin);
      case Found.Nothing _, Found.Unfinished _ -> Optional.empty();
      case Found.Whole _, Found.CutOff _, Found.Occupied _ ->
          throw new WorktreeFailedException(
              "%s holds something else than what is kept in %s: move it away"
                  .formatted(request.path(), preserved.ref()));
    };
  }

  @Override
  public Worktree restore(
      Repository repository,
      WorktreeRequest request,
      Preserved preserved,
      Map<String, String> marks) {
    requireThere(repository);
    Git marked = git.carrying(marks);
    return locks.onWorktree(
        request.path(),
        () -> {
          Optional<AdminFolder> back = isBack(repository, request, preserved);
          if (back.isPresent()) {
            Head head = new Refs(marked).head(GitPlace.worktree(back.get(), request.path()));
            boolean pointers = LargeFiles.wereMissing(back.get());
            return new Worktree(request.path(), head.commit(), false, pointers, List.of());
          }
          return inScratch(
              ownScratch(repository, request),
              scratch -> restore(marked, repository, request, preserved, scratch));
        });
  }

  private Worktree restore(
      Git marked,
      Repository repository,
      WorktreeRequest request,
      Preserved preserved,
      Path scratch) {
    ObjectWriter objects = ObjectWriter.lasting(marked, repository, scratch);
    Comeback comeback = Comeback.of(marked, repository, request, preserved, objects);
    checkpoint.accept("merged");
    Restoring filling =
        new Restoring(
            new Restoring.Bench(marked, repository, objects, checkpoint), preserved, comeback);
    return new WorktreeMaker(marked, locks).make(repository, request, preserved.tip(), filling);
  }

  @Override
  public void drop(Repository repository, SessionId session, int number) {
    requireThere(repository);
    new Kept(git).drop(repository, session, number);
  }

  @Override
  public Patch diff(Repository repository, Preserved preserved, String base, Path target) {
    requireThere(repository);
    return WorktreePatch.between(git, repository, base, preserved.snapshot(), target);
  }

  private static AdminFolder worktree(Repository repository, WorktreeRequest request) {
    if (Found.at(repository, request.path()) instanceof Found.Whole(AdminFolder admin)) {
      return admin;
    }
    throw new WorktreeFailedException(
        "%s is no worktree of %s any more".formatted(request.path(), repository.path()));
  }

  private static void requireThere(Repository repository) {
    if (!repository.isThere()) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.MISSING,
          "the repository is not at %s any more: bring it back".formatted(repository.path()));
    }
  }

  /** One call at a time is in it, under the worktree's lock. */
  private static Path ownScratch(Repository repository, WorktreeRequest request) {
    return repository.commonGitDir().resolve("orch/scratch").resolve(request.session().value());
  }

  private static Path passingScratch() {
    try {
      return Files.createTempDirectory("orch-");
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot make a temporary folder", e);
    }
  }

  private <T> T inScratch(Path root, Function<Path, T> work) {
    return scratch.with(
        root,
        folder -> {
          Files.createDirectories(folder.resolve("objects"));
          return work.apply(folder);
        });
  }
}
