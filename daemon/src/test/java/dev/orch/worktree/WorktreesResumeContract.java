package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is there again when a session goes on, and what is never moved or overwritten for it. */
public abstract class WorktreesResumeContract extends WorktreesFixture {

  @Test
  void madeTwiceItIsTheSameAndTheWorkInItStays() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("committed.txt", "1\n").commit("mine");
    at(request).write("README.md", "changed\n").write("new.txt", "new\n");
    at(request).git("add", "new.txt");
    String before = at(request).git("status", "--porcelain=v2", "--branch");
    String tip = at(request).commitOf("HEAD");

    Worktree again = worktrees.create(repository, request, tip, Map.of());

    assertThat(again.head()).isEqualTo(tip);
    assertThat(at(request).git("status", "--porcelain=v2", "--branch")).isEqualTo(before);
    assertThat(before).contains("README.md").contains("new.txt");
  }

  @Test
  void aWorktreeThatTheAgentMovedToAnotherBranchIsLeftThere() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).git("switch", "--quiet", "--create", "elsewhere");

    create(request);

    assertThat(worktrees.head(repository, request.path()).branch()).isEqualTo("elsewhere");
  }

  @Test
  void aWorktreeThatIsOnNoBranchIsLeftSo() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).git("checkout", "--quiet", "--detach");
    at(request).write("new.txt", "new\n");

    create(request);

    assertThat(worktrees.head(repository, request.path()).branch()).isNull();
    assertThat(at(request).git("status", "--porcelain")).isEqualTo("?? new.txt\n");
  }

  @Test
  void itIsMissingUntilItIsMadeAndOnceItsFolderVanished() throws Exception {
    WorktreeRequest request = request(SESSION);
    assertThat(worktrees.isMissing(repository, request)).isTrue();

    create(request);
    assertThat(worktrees.isMissing(repository, request)).isFalse();

    deleteTree(request.path());
    assertThat(worktrees.isMissing(repository, request)).isTrue();
  }

  @Test
  void aVanishedFolderComesBackAtTheTipOfItsBranch() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("a.txt", "a\n").commit("one");
    String recorded = at(request).commitOf("HEAD");
    at(request).write("b.txt", "b\n").commit("two");
    String tip = at(request).commitOf("HEAD");
    deleteTree(request.path());

    Worktree again = worktrees.create(repository, request, recorded, Map.of());

    assertThat(again.head()).isEqualTo(tip);
    assertThat(request.path().resolve("b.txt")).hasContent("b\n");
    assertThat(at(request).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void whatGitKnewOfAWorktreeIsThereAgainWhenNoNewOneCanBeMade() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n").git("add", "new.txt");
    String before = at(request).git("status", "--porcelain=v2", "--branch");
    String registered = user.git("worktree", "list", "--porcelain");
    Path folders = request.path().getParent();
    Path away = Files.move(folders, temp.resolve("away"));
    Files.writeString(folders, "no folder can be made here");

    assertThatThrownBy(() -> create(request)).isInstanceOf(WorktreeFailedException.class);

    Files.delete(folders);
    Files.move(away, folders);
    assertThat(at(request).git("status", "--porcelain=v2", "--branch")).isEqualTo(before);
    assertThat(user.git("worktree", "list", "--porcelain")).isEqualTo(registered);
    assertThat(create(request).setAside()).isEmpty();
  }

  @Test
  void aWorktreeThatWasMovedAwayKeepsItsStateAndHasNothingInCommonWithTheNewOne() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n").git("add", "new.txt");
    GitRepository moved = user.in(Files.move(request.path(), temp.resolve("moved")));

    Worktree again = create(request);
    at(request).write("other.txt", "other\n").commit("other");
    user.git("worktree", "prune", "--expire=now");

    assertThat(again.checkedOut()).isTrue();
    assertThat(again.setAside())
        .singleElement()
        .satisfies(kept -> assertThat(kept.resolve("index")).exists());
    assertThat(moved.git("status", "--porcelain")).isEqualTo("A  new.txt\n");
    assertThat(moved.commitOf("HEAD")).isEqualTo(request.base());
    moved.commit("of the moved one");
    assertThat(at(request).git("log", "--format=%s", "--max-count=1")).isEqualTo("other\n");
    assertThat(at(request).git("status", "--porcelain")).isEmpty();
    assertThat(worktrees.list(repository))
        .filteredOn(entry -> entry.path().equals(request.path()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.branch()).isEqualTo(request.branch().value()));
    assertThat(worktrees.isSetAside(repository, request.path())).isFalse();
    deleteTree(request.path());
    assertThat(worktrees.isSetAside(repository, request.path())).isFalse();
    Files.move(moved.folder(), request.path());
    assertThat(worktrees.isSetAside(repository, request.path())).isTrue();
  }

  @Test
  void howOftenAWorktreeVanishesItIsMadeAgain() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    for (int vanished = 1; vanished <= 3; vanished++) {
      deleteTree(request.path());

      assertThat(create(request).setAside()).hasSize(vanished);
      assertThat(create(request).setAside()).hasSize(vanished);
    }
    assertThat(worktrees.list(repository)).hasSize(1);
  }

  @Test
  void aDeletedBranchComesBackAtTheRecordedCommit() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("a.txt", "a\n").commit("one");
    String recorded = at(request).commitOf("HEAD");
    deleteTree(request.path());
    user.git("worktree", "remove", "--force", "--force", request.path().toString());
    user.git("branch", "-D", request.branch().value());

    Worktree again = worktrees.create(repository, request, recorded, Map.of());

    assertThat(again.head()).isEqualTo(recorded);
    assertThat(user.commitOf(request.branch().value())).isEqualTo(recorded);
  }

  @Test
  void aBranchDeletedUnderTheWorkComesBackAndTheWorkStays() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n");
    user.git("update-ref", "-d", "refs/heads/" + request.branch());
    assertThatThrownBy(() -> worktrees.head(repository, request.path()))
        .isInstanceOf(WorktreeFailedException.class);

    create(request);

    assertThat(at(request).git("status", "--porcelain")).isEqualTo("?? new.txt\n");
  }

  @Test
  void aRewoundBranchIsRefusedAndNotMoved() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("a.txt", "a\n").commit("one");
    String recorded = at(request).commitOf("HEAD");
    deleteTree(request.path());
    user.git("update-ref", "refs/heads/" + request.branch(), request.base());

    for (ThrowingCallable attempt : attempts(request, recorded)) {
      assertThatThrownBy(attempt)
          .isInstanceOf(WorktreeFailedException.class)
          .hasMessageContaining(request.branch().value());
    }

    assertThat(user.commitOf(request.branch().value())).isEqualTo(request.base());
    assertThat(request.path()).doesNotExist();
  }

  @Test
  void aBranchCheckedOutElsewhereIsRefusedAndThePlaceNamed() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    deleteTree(request.path());
    user.git("worktree", "remove", "--force", "--force", request.path().toString());
    user.git("switch", "--quiet", request.branch().value());

    for (ThrowingCallable attempt : attempts(request, request.base())) {
      assertThatThrownBy(attempt)
          .isInstanceOf(WorktreeFailedException.class)
          .hasMessageContaining(user.folder().toString());
    }
  }

  @Test
  void aLostGitFileNeverLeadsToTheUsersCheckout() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n");
    Files.delete(request.path().resolve(".git"));
    String before = checkout();

    assertThatThrownBy(() -> worktrees.head(repository, request.path()))
        .isInstanceOf(WorktreeFailedException.class);
    assertThatThrownBy(() -> worktrees.diff(repository, request, temp.resolve("p")))
        .isInstanceOf(WorktreeFailedException.class);
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);
    assertThat(checkout()).isEqualTo(before);
    assertThat(temp.resolve("p")).doesNotExist();

    create(request);
    assertThat(at(request).git("status", "--porcelain")).isEqualTo("?? new.txt\n");
  }

  @Test
  void aRepositoryOfTheAgentsOwnInTheFolderIsRefused() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    Files.delete(request.path().resolve(".git"));
    at(request).git("init", "--quiet");

    assertThatThrownBy(() -> worktrees.head(repository, request.path()))
        .isInstanceOf(WorktreeFailedException.class);
    for (ThrowingCallable attempt : attempts(request, request.base())) {
      assertThatThrownBy(attempt).isInstanceOf(WorktreeFailedException.class);
    }
  }

  /** What is refused when it is made is refused when it is asked after. */
  private List<ThrowingCallable> attempts(WorktreeRequest request, String recorded) {
    return List.of(
        () -> worktrees.check(repository, request, recorded),
        () -> worktrees.create(repository, request, recorded, Map.of()));
  }

  @Test
  void whatCanBeMadeGoodAgainPassesTheCheckAndIsNotMadeByIt() throws Exception {
    WorktreeRequest request = request(SESSION);
    worktrees.check(repository, request, request.base());
    assertThat(request.path()).doesNotExist();

    create(request);
    worktrees.check(repository, request, request.base());
    Path gitFile = request.path().resolve(".git");
    String joined = Files.readString(gitFile);
    Files.delete(gitFile);
    worktrees.check(repository, request, request.base());
    assertThat(gitFile).doesNotExist();
    Files.writeString(gitFile, joined);

    user.git("worktree", "remove", "--force", "--force", request.path().toString());
    user.git("branch", "-D", request.branch().value());
    String before = user.git("for-each-ref");
    worktrees.check(repository, request, request.base());
    assertThat(user.git("for-each-ref")).isEqualTo(before);
  }

  @Test
  void worktreesJoinARepositoryThatWasMoved() throws Exception {
    create(request(SESSION));
    Path moved = temp.resolve("moved");
    Files.move(user.folder(), moved);
    user = user.in(moved);
    repository = worktrees.open(moved);
    WorktreeRequest request = request(SESSION);
    assertThatThrownBy(() -> worktrees.head(repository, request.path()))
        .isInstanceOf(WorktreeFailedException.class);

    worktrees.repair(repository, List.of(request.path()));

    assertThat(worktrees.head(repository, request.path()).commit()).isEqualTo(request.base());
    assertThat(at(request).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void soDoThoseInsideOfThem() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).git("worktree", "add", "--quiet", "--detach", "tool/sub");
    Path other = temp.resolve("other");
    user.git("worktree", "add", "--quiet", "--detach", other.toString());
    Files.move(other, temp.resolve("elsewhere"));
    Path moved = temp.resolve("moved");
    Files.move(user.folder(), moved);
    user = user.in(moved);
    repository = worktrees.open(moved);

    worktrees.repair(repository, List.of(request(SESSION).path()));

    Path inside = request(SESSION).path().resolve("tool/sub");
    assertThat(user.in(inside).git("status", "--porcelain")).isEmpty();
    assertThat(user.git("worktree", "list"))
        .contains(inside.toString(), other.toString())
        .doesNotContain("elsewhere");
  }

  /** What the agent fetched is newer, and its way there is not in the repository. */
  @Test
  void whereTheHistoryIsCutItIsSaidThatNothingCanBeTold() throws Exception {
    GitRepository origin = user.commit("second");
    user = origin.shallowClone(temp.resolve("shallow"));
    repository = worktrees.open(user.folder());
    WorktreeRequest request = request(SESSION);
    create(request);
    origin.commit("third").commit("fourth");
    at(request).git("fetch", "--quiet", "--depth=1", "origin", "main");
    at(request).git("reset", "--quiet", "--hard", "FETCH_HEAD");
    deleteTree(request.path());

    assertThatThrownBy(() -> create(request))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("is a shallow clone")
        .hasMessageContaining("git fetch --unshallow");

    user.git("fetch", "--quiet", "--unshallow");
    assertThat(create(request).head()).isEqualTo(origin.commitOf("main"));
  }

  @Test
  void aBranchThatWasRewoundIsToldInAShallowCloneToo() throws Exception {
    user = user.commit("second").shallowClone(temp.resolve("shallow"));
    repository = worktrees.open(user.folder());
    WorktreeRequest request = request(SESSION);
    create(request);
    String seen = at(request).commit("work").commitOf("HEAD");
    at(request).git("reset", "--quiet", "--hard", "HEAD~");
    deleteTree(request.path());

    assertThatThrownBy(() -> worktrees.create(repository, request, seen, Map.of()))
        .isInstanceOf(WorktreeFailedException.class)
        .hasMessageContaining("rewound");
  }
}
