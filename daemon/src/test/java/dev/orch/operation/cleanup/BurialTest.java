package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Into the trash and out of it, ended before any step and gone on with. */
class BurialTest extends BurialBench {
  @Test
  void whateverMomentItEndsAtNothingIsLost() {
    String before = status();
    Kept kept = kept();
    user.git("update-ref", "refs/orch/undo/" + SESSION, "main");
    user.git("update-ref", "refs/orch/apply/" + SESSION, "main");
    user.git("update-ref", "refs/orch/taken/" + SESSION, "main");

    endedAnywhere(() -> burial.bury(SESSION, kept, true));

    assertThat(request.path()).doesNotExist();
    assertThat(user.git("branch", "--list", "orch/*")).isEmpty();
    assertThat(user.git("worktree", "list").lines()).hasSize(1);
    assertThat(user.git("for-each-ref", "refs/orch/undo", "refs/orch/apply", "refs/orch/taken"))
        .isEmpty();
    assertThat(kept.files().resolve(".env")).hasContent("KEY=1");
    assertThat(kept.files().resolve("nested/inner.txt")).hasContent("inner");
    assertThat(burial.buried(SESSION, kept)).isEqualTo(kept.asFilled(1));

    endedAnywhere(() -> burial.restore(SESSION, kept));

    assertThat(status()).isEqualTo(before);
    assertThat(request.path().resolve(".env")).hasContent("KEY=1");
    assertThat(request.path().resolve("README.md")).hasContent("changed");
    assertThat(request.path().resolve("nested/inner.txt")).hasContent("inner");
    assertThat(user.git("for-each-ref", "refs/orch/trash", "refs/orch/preserved")).isEmpty();
    assertThat(Path.of(kept.folder())).doesNotExist();
  }

  @Test
  void commitsThatOnlyTheReflogsNameAreNamedThereAgain() {
    its.write("thrown.txt", "away").git("add", "thrown.txt");
    its.git("commit", "--quiet", "-m", "thrown away", "--", "thrown.txt");
    String commit = its.commitOf("HEAD");
    its.git("reset", "--quiet", "--hard", "HEAD~1");
    String before = status();
    Kept kept = kept();

    endedAnywhere(() -> burial.bury(SESSION, kept, true));
    user.git("gc", "--quiet", "--prune=now");
    endedAnywhere(() -> burial.restore(SESSION, kept));
    user.git("gc", "--quiet", "--prune=now");

    assertThat(its.git("show", commit + ":thrown.txt")).isEqualTo("away");
    assertThat(its.git("reflog", "--format=%H").lines()).containsOnlyOnce(commit);
    assertThat(status()).isEqualTo(before);
    assertThat(user.git("for-each-ref", "refs/orch/history")).isEmpty();
  }

  @Test
  void theyStayKeptWhereGitHasNoReflog() {
    its.write("thrown.txt", "away").git("add", "thrown.txt");
    its.git("commit", "--quiet", "-m", "thrown away", "--", "thrown.txt");
    String commit = its.commitOf("HEAD");
    its.git("reset", "--quiet", "--hard", "HEAD~1");
    Kept kept = kept();
    burial.bury(SESSION, kept, true);
    user.git("config", "core.logAllRefUpdates", "false");

    burial.restore(SESSION, kept);

    user.git("gc", "--quiet", "--prune=now");
    assertThat(its.git("show", commit + ":thrown.txt")).isEqualTo("away");
    assertThat(user.git("for-each-ref", "refs/orch/history")).isNotEmpty();
  }

  @Test
  void nothingIsKeptBesideTheTipOfABranchThatOnlyAdvanced() {
    burial.bury(SESSION, kept(), true);

    assertThat(user.git("for-each-ref", "refs/orch/history")).isEmpty();
  }

  @Test
  void whatIsWrittenWhileItGoesOnIsKeptToo() {
    Kept kept = kept();
    endings.endedBefore(3, () -> burial.bury(SESSION, kept, false));
    its.write("new.txt", "written meanwhile").write("later/.env", "KEY=2");

    burial.bury(SESSION, kept, false);
    burial.restore(SESSION, kept);

    assertThat(request.path().resolve("new.txt")).hasContent("written meanwhile");
    assertThat(request.path().resolve("later/.env")).hasContent("KEY=2");
  }

  @Test
  void whatGitIgnoresAndIsMadeAgainMeanwhileIsKeptToo() {
    Kept kept = kept();
    buryUntil("give up the worktree", kept);
    its.write(".env", "KEY=2");

    burial.bury(SESSION, kept, false);
    burial.restore(SESSION, kept);

    assertThat(request.path().resolve(".env")).hasContent("KEY=1");
    assertThat(request.path().resolve(".env.later")).hasContent("KEY=2");
  }

  @Test
  void aBranchThatIsNotOursStays() {
    user.git("update-ref", "-d", "refs/orch/owned/" + SESSION);

    assertThat(burial.bury(SESSION, kept(), true)).isTrue();

    assertThat(user.git("branch", "--list", "orch/*")).isNotEmpty();
  }

  @Test
  void whatStandsThereAndIsNoWorktreeIsKeptWhole() throws IOException {
    Files.delete(request.path().resolve(".git"));
    Kept kept = kept();
    Kept whole =
        new Kept(
            kept.trashId(),
            kept.folder(),
            kept.home(),
            Kept.Tree.of(request, kept.tree().tip(), true),
            0,
            true);

    endedAnywhere(() -> burial.bury(SESSION, whole, false));
    assertThat(request.path()).doesNotExist();
    assertThat(listed())
        .contains(kept.whole().toString())
        .doesNotContain(request.path().toString());
    endedAnywhere(() -> burial.restore(SESSION, whole));

    assertThat(request.path().resolve("README.md")).hasContent("changed");
    assertThat(listed()).contains(request.path().toString()).doesNotContain("/trash/");
  }

  @Test
  void aWorktreeThatIsKeptWholeWorksOnOnceItIsBackAndIsForgottenWithTheTrash() {
    String before = status();
    Kept whole = of(0, true, true);

    endedAnywhere(() -> burial.bury(SESSION, whole, false));
    endedAnywhere(() -> burial.restore(SESSION, whole));
    assertThat(status()).isEqualTo(before);
    burial.bury(SESSION, whole, false);
    endedAnywhere(() -> burial.letGo(SESSION, whole));

    assertThat(listed().lines().filter(line -> line.startsWith("worktree "))).hasSize(1);
    assertThat(repository.commonGitDir().resolve("worktrees")).isEmptyDirectory();
  }

  @Test
  void aRebaseThatIsUnderWayGoesOnOnceItIsBack() {
    user.write("committed.txt", "theirs").commit("theirs");
    assertThat(its.tryGit("rebase", "--autostash", "main").exit()).isNotZero();
    String before = status();
    Kept whole = of(0, true, true);

    endedAnywhere(() -> burial.bury(SESSION, whole, false));
    user.git("reflog", "expire", "--expire=now", "--all");
    user.git("gc", "--quiet", "--prune=now");
    endedAnywhere(() -> burial.restore(SESSION, whole));

    assertThat(status()).isEqualTo(before);
    assertThat(user.git("for-each-ref", "refs/orch/history")).isEmpty();
    its.git("rebase", "--abort");
    assertThat(request.path().resolve("README.md")).hasContent("changed");
    assertThat(its.git("show", ":staged.txt")).isEqualTo("staged");
  }

  @Test
  void aRebaseThatIsUnderWayGoesOnWhereItsProjectWasMovedMeanwhile() throws IOException {
    user.write("committed.txt", "theirs").commit("theirs");
    assertThat(its.tryGit("rebase", "--autostash", "main").exit()).isNotZero();
    Kept whole = of(0, true, true);
    burial.bury(SESSION, whole, false);
    Path moved = Files.move(user.folder(), folder.toRealPath().resolve("moved"));
    repository = worktrees.open(moved);
    request =
        new WorktreeRequest(
            SESSION,
            moved.resolve(user.folder().relativize(request.path())),
            request.branch(),
            request.base());
    user = user.in(moved);
    its = user;
    Kept there = of(0, true, true);

    endedAnywhere(() -> burial.restore(SESSION, there));

    its = user.in(request.path());
    its.git("rebase", "--abort");
    assertThat(request.path().resolve("README.md")).hasContent("changed");
  }

  @Test
  void whatWasMovedBeforeTheRestWasKeptWholeComesBackWithIt() throws IOException {
    Kept kept = kept();
    buryUntil("give up the worktree", kept);
    Files.delete(request.path().resolve(".git"));
    Kept whole = of(0, true, true);
    burial.bury(SESSION, whole, false);

    endedAnywhere(() -> burial.restore(SESSION, whole));

    assertThat(request.path().resolve(".env")).hasContent("KEY=1");
    assertThat(request.path().resolve("README.md")).hasContent("changed");
  }

  /** Whatever it is: nothing else has it. */
  @Test
  void aStateThatIsNotGivenBackStays() {
    preserved.preserve(repository, request, 1);
    Kept kept = of(2, false, true);
    burial.bury(SESSION, kept, true);

    endedAnywhere(() -> burial.restore(SESSION, kept));

    assertThat(user.git("for-each-ref", "--format=%(refname)", "refs/orch").lines())
        .containsExactly("refs/orch/preserved/%s/1".formatted(SESSION));
    burial.letGo(SESSION, kept);
    assertThat(user.git("for-each-ref", "refs/orch")).isEmpty();
  }

  @Test
  void whatIsKeptStaysWhereAFolderThatIsNoWorktreeIsGivenBack() throws IOException {
    preserved.preserve(repository, request, 1);
    Files.delete(request.path().resolve(".git"));
    Kept whole = of(1, true, true);
    burial.bury(SESSION, whole, true);

    endedAnywhere(() -> burial.restore(SESSION, whole));

    assertThat(user.git("for-each-ref", "--format=%(refname)", "refs/orch").lines())
        .containsExactly("refs/orch/preserved/%s/1".formatted(SESSION));
  }

  @Test
  void whatIsLetGoOfIsGone() {
    Kept kept = kept();
    burial.bury(SESSION, kept, true);

    endedAnywhere(() -> burial.letGo(SESSION, kept));

    assertThat(Path.of(kept.folder())).doesNotExist();
    assertThat(user.git("for-each-ref", "refs/orch")).isEmpty();
  }

  @Test
  void aWholeFolderStaysInTheTrashWhileSomethingElseIsInItsPlace() throws IOException {
    Files.delete(request.path().resolve(".git"));
    Kept whole = of(0, true, true);
    burial.bury(SESSION, whole, false);
    Files.writeString(Files.createDirectory(request.path()).resolve("theirs"), "theirs");

    assertThatThrownBy(() -> burial.restore(SESSION, whole))
        .isInstanceOf(WorktreeFailedException.class);

    assertThat(whole.whole().resolve("README.md")).hasContent("changed");
    assertThat(request.path().resolve("theirs")).hasContent("theirs");
  }

  @Test
  void commitsStayNamedWhileSomethingElseIsInTheirPlace() throws IOException {
    Kept none = of(0, false, true);
    user.git("worktree", "unlock", request.path().toString());
    user.git("worktree", "remove", "--force", request.path().toString());
    burial.bury(SESSION, none, true);
    assertThat(user.git("branch", "--list", "orch/*")).isEmpty();
    Files.writeString(Files.createDirectory(request.path()).resolve("theirs"), "theirs");

    assertThatThrownBy(() -> burial.restore(SESSION, none))
        .isInstanceOf(WorktreeFailedException.class);

    assertThat(user.git("rev-parse", "refs/orch/trash/" + none.trashId()).strip())
        .isEqualTo(none.tree().tip());
    Files.delete(request.path().resolve("theirs"));
    endedAnywhere(() -> burial.restore(SESSION, none));
    assertThat(its.commitOf("HEAD")).isEqualTo(none.tree().tip());
  }

  @Test
  void whatComesBackBesideOthersOverwritesNoneOfThem() throws IOException {
    Kept kept = kept();
    burial.bury(SESSION, kept, false);
    its = user.in(kept.files());
    its.write("README.md", "third").write("README.md.from-trash", "second");

    burial.restore(SESSION, kept);

    assertThat(request.path().resolve("README.md")).hasContent("changed");
    assertThat(contents()).contains("second", "third");
  }

  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(request.path(), "README.md.from-trash*")) {
      for (Path file : files) {
        contents.add(Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void aWorktreeThatIsGoneByThenDoesNotHoldUpTheRest() {
    Kept kept = kept();
    user.git("worktree", "unlock", request.path().toString());
    user.git("worktree", "remove", "--force", request.path().toString());

    endedAnywhere(() -> burial.bury(SESSION, kept, true));
    assertThat(user.git("branch", "--list", "orch/*")).isEmpty();
    assertThat(burial.buried(SESSION, kept).number()).isZero();
    endedAnywhere(() -> burial.restore(SESSION, kept));

    assertThat(its.commitOf("HEAD")).isEqualTo(kept.tree().tip());
  }

  @Test
  void aHalfMadeWorktreeIsCleared() throws IOException {
    Files.writeString(
        repository.commonGitDir().resolve("worktrees/" + SESSION + "/locked"), "orch: preparing\n");

    Kept kept = of(0, false, true);

    endedAnywhere(() -> burial.bury(SESSION, kept, false));

    assertThat(request.path()).doesNotExist();
    assertThat(user.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aHalfMadeWorktreeOfAKeptStateIsClearedToo() throws IOException {
    preserved.preserve(repository, request, 1);
    Files.writeString(
        repository.commonGitDir().resolve("worktrees/" + SESSION + "/locked"), "orch: preparing\n");

    burial.bury(SESSION, of(1, false, true), false);

    assertThat(request.path()).doesNotExist();
    assertThat(user.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aWholeFolderThatCannotBeMovedGoesAsItWasAgreed() throws IOException {
    Files.delete(request.path().resolve(".git"));
    Kept planned = of(0, true, false);
    Kept lost = planned.losing(burial.findLost(SESSION, planned));

    endedAnywhere(() -> burial.bury(SESSION, lost, false));

    assertThat(request.path()).doesNotExist();
    assertThat(Path.of(lost.folder())).doesNotExist();
    assertThat(listed()).doesNotContain(request.path().toString());
  }
}
