package dev.orch.worktree.git.preserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.PreservedWorktreesFixture;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A daemon dies between two steps; the next one does it again and comes to the same. What it left
 * is taken as it lay on disk at that moment: nothing of the dying one runs after it.
 */
class KilledPreservingTest extends PreservedWorktreesFixture {
  private final RepositoryLocks locks = new RepositoryLocks();

  private static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)), locks);
  }

  @Override
  protected PreservedWorktrees preserved() {
    return new GitPreservedWorktrees(git(), locks);
  }

  private Git git() {
    return Git.of(GitRepository.environment(temp.resolve("home")));
  }

  private Path asItLay() {
    return temp.resolve("as-it-lay");
  }

  private void dyingAt(String step, Consumer<PreservedWorktrees> work) throws Exception {
    PreservedWorktrees dying =
        new GitPreservedWorktrees(
            git(),
            new RepositoryLocks(),
            done -> {
              if (done.equals(step)) {
                copy(user.folder(), asItLay());
                throw new KilledError();
              }
            });
    assertThatThrownBy(() -> work.accept(dying)).isInstanceOf(KilledError.class);
    deleteTree(user.folder());
    Files.move(asItLay(), user.folder());
  }

  private static void copy(Path from, Path to) {
    try {
      Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
      assertThat(copy.waitFor()).isZero();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void work() throws Exception {
    agent.write("text.txt", "staged\n").git("add", "text.txt");
    agent.write("text.txt", "unstaged\n").write("new/file", "new\n");
    Files.createSymbolicLink(file("link"), Path.of("nowhere"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "snapshot made", "written", "named"})
  void whileItIsKept(String step) throws Exception {
    work();
    Seen before = seen();
    String users = checkout();

    dyingAt(step, dying -> dying.preserve(repository, request, 1));
    assertThat(seen()).isEqualTo(before);
    restore(release());

    assertThat(seen()).isEqualTo(before);
    assertThat(checkout()).isEqualTo(users);
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"compared", "taken away"})
  void whileItIsGivenUp(String step) throws Exception {
    work();
    Seen before = seen();
    Preserved kept = preserved.preserve(repository, request, 1);

    dyingAt(step, dying -> dying.giveUp(repository, request, kept));
    preserved.giveUp(repository, request, kept);
    restore(kept);

    assertThat(seen()).isEqualTo(before);
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.txt", "new/later", "unknown"})
  void whatIsWrittenAfterTheLastLookIsNotLost(String file) throws Exception {
    work();
    Preserved kept = preserved.preserve(repository, request, 1);
    PreservedWorktrees watched = writingAfterTheLook(() -> agent.write(file, "the only copy\n"));

    assertThatThrownBy(() -> watched.giveUp(repository, request, kept))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(file(file)).hasContent("the only copy\n");
    Seen before = seen();
    Preserved next = preserved.preserve(repository, request, 2);
    preserved.giveUp(repository, request, next);
    restore(next);
    assertThat(seen()).isEqualTo(before);
    nothingIsLeft();
  }

  @Test
  void whatIsCommittedAfterTheLastLookIsNotLost() {
    Preserved kept = preserved.preserve(repository, request, 1);
    agent.git("checkout", "--quiet", "--detach");
    Preserved detached = preserved.preserve(repository, request, 2);
    PreservedWorktrees watched = writingAfterTheLook(() -> agent.commit("late"));

    assertThatThrownBy(() -> watched.giveUp(repository, request, detached))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(kept.head()).isNotEqualTo(detached.head());
    assertThat(agent.git("log", "-1", "--format=%s")).isEqualTo("late\n");
  }

  /** What was written is still there where the daemon dies before it has put it back. */
  @Test
  void whatWasWrittenAfterTheLastLookIsPutBackByTheNextOne() throws Exception {
    work();
    Preserved kept = preserved.preserve(repository, request, 1);
    agent.write("late", "the only copy\n");
    Files.move(request.path(), OwnFolders.leaving(request.path()));

    assertThatThrownBy(() -> preserved.giveUp(repository, request, kept))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(file("late")).hasContent("the only copy\n");
    assertThat(agent.git("status", "--porcelain", "late")).isEqualTo("?? late\n");
  }

  @Test
  void aFolderThatIsMadeInItsPlaceHidesNothing() throws Exception {
    work();
    Preserved kept = preserved.preserve(repository, request, 1);
    agent.write("late", "the only copy\n");
    Files.move(request.path(), OwnFolders.leaving(request.path()));
    Files.createDirectory(request.path());

    assertThatThrownBy(() -> preserved.giveUp(repository, request, kept))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(file("late")).hasContent("the only copy\n");
  }

  @Test
  void aFolderThatIsMadeInItsPlaceGoesWithIt() throws Exception {
    work();
    Seen before = seen();
    Preserved kept = preserved.preserve(repository, request, 1);
    Files.move(request.path(), OwnFolders.leaving(request.path()));
    Files.createDirectory(request.path());

    preserved.giveUp(repository, request, kept);

    assertThat(request.path()).doesNotExist();
    restore(kept);
    assertThat(seen()).isEqualTo(before);
    nothingIsLeft();
  }

  @Test
  void itIsNotPutBackOnceWhatGitHasOfItHasBegunToGo() throws Exception {
    work();
    Preserved kept = preserved.preserve(repository, request, 1);
    Path own = worktrees.ownFolder(repository, request.path());
    Path aside = Files.move(request.path(), OwnFolders.leaving(request.path()));
    Files.delete(own.resolve("gitdir"));

    assertThatThrownBy(() ->
            preserved.giveUp(
                repository,
                request,
                kept,
                _ -> {
                  throw new WorktreeDirtyException("changed");
                }))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining(aside.toString());

    assertThat(request.path()).doesNotExist();
    preserved.giveUp(repository, request, kept);
    assertThat(aside).doesNotExist();
  }

  @Test
  void whatIsLeftOfAnEarlierOneGoesWithTheNext() throws Exception {
    work();
    Path left = Files.createDirectory(OwnFolders.leaving(request.path()));
    Files.writeString(left.resolve("left"), "of an earlier one\n");
    Seen before = seen();

    restore(release());

    assertThat(seen()).isEqualTo(before);
    nothingIsLeft();
  }

  private PreservedWorktrees writingAfterTheLook(Runnable write) {
    return new GitPreservedWorktrees(
        git(),
        new RepositoryLocks(),
        done -> {
          if (done.equals("compared")) {
            write.run();
          }
        });
  }

  @Test
  void nobodyIsWaitedForBetweenTheLookAndTheRemoval() throws Exception {
    Preserved kept = preserved.preserve(repository, request, 1);
    List<Thread.State> other = new ArrayList<>();
    PreservedWorktrees watched =
        new GitPreservedWorktrees(
            git(),
            locks,
            done -> {
              if (done.equals("compared")) {
                other.add(stateOfOneThatWantsTheRepository());
              }
            });

    watched.giveUp(repository, request, kept);

    assertThat(other).containsExactly(Thread.State.WAITING);
  }

  /** Waiting for its lock, or ended since it had it. */
  private Thread.State stateOfOneThatWantsTheRepository() {
    Thread wants =
        Thread.ofPlatform()
            .start(() -> locks.onRepository(repository.commonGitDir(), () -> "had it"));
    Thread.State state = wants.getState();
    while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
      LockSupport.parkNanos(1_000_000);
      state = wants.getState();
    }
    return state;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merged",
        "cleared",
        "on its commit",
        "files written",
        "files complete",
        "index written",
        "verified"
      })
  void whileItIsMadeAgain(String step) throws Exception {
    work();
    Seen before = seen();
    String users = checkout();
    Preserved kept = release();

    dyingAt(step, dying -> dying.restore(repository, request, kept, java.util.Map.of()));
    preserved.check(repository, request, kept);
    restore(kept);

    assertThat(seen()).isEqualTo(before);
    assertThat(checkout()).isEqualTo(users);
    nothingIsLeft();
  }

  private void nothingIsLeft() throws Exception {
    try (var scratch = Files.list(repository.commonGitDir().resolve("orch/scratch"))) {
      assertThat(scratch).isEmpty();
    }
    assertThat(request.path().resolveSibling(request.path().getFileName() + ".removing"))
        .doesNotExist();
    assertThat(user.git("worktree", "list", "--porcelain").lines())
        .filteredOn(line -> line.startsWith("worktree "))
        .hasSize(2);
  }
}
