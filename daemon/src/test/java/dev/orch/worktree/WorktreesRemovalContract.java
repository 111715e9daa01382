package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What removing takes, and what it refuses to lose. */
public abstract class WorktreesRemovalContract extends WorktreesFixture {

  @Test
  void removingTakesFolderAndUntouchedBranch() {
    WorktreeRequest request = request(SESSION);
    create(request);

    worktrees.remove(repository, request);
    worktrees.remove(repository, request);

    assertThat(request.path()).doesNotExist();
    assertThat(user.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main\n");
    assertThat(worktrees.list(repository)).isEmpty();
  }

  @Test
  void removingWhatWasMovedAwayLeavesItsState() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n").git("add", "new.txt");
    GitRepository moved = user.in(Files.move(request.path(), temp.resolve("moved")));

    worktrees.remove(repository, request);

    assertThat(moved.git("status", "--porcelain")).isEqualTo("A  new.txt\n");
    assertThat(user.git("worktree", "list")).doesNotContain(request.path().toString());
  }

  @Test
  void removingRefusesWhatWouldBeLost() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n");
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);

    at(request).commit("mine");
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);

    at(request).git("checkout", "--quiet", "--detach");
    user.git("update-ref", "refs/heads/" + request.branch(), request.base());
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class)
        .hasMessageContaining("commits");
    assertThat(request.path().resolve("new.txt")).hasContent("new\n");
  }

  @Test
  void removingRefusesFilesThatGitIgnores() {
    user.write(".gitignore", ".env\nbuild/\n").commit("ignore");
    WorktreeRequest request = request(SESSION);
    create(request);
    for (String ignored : List.of(".env", "build/output")) {
      at(request).write(ignored, "the only copy\n");

      assertThatThrownBy(() -> worktrees.remove(repository, request))
          .isInstanceOf(WorktreeDirtyException.class)
          .hasMessageContaining("ignores");

      assertThat(request.path().resolve(ignored)).hasContent("the only copy\n");
      at(request).git("clean", "--quiet", "--force", "-dx");
    }
    worktrees.remove(repository, request);
    assertThat(request.path()).doesNotExist();
  }

  @Test
  void removingRefusesAFileThatGitTakesForAnother() {
    WorktreeRequest request = request(SESSION);
    create(request);
    user.git("config", "core.ignoreCase", "true");
    at(request).write("readme.md", "the only copy\n");

    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(request.path().resolve("readme.md")).hasContent("the only copy\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip-worktree", "assume-unchanged"})
  void removingRefusesFilesWhoseChangesGitWasToldNotToSee(String flag) {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).git("update-index", "--" + flag, "README.md");
    at(request).write("README.md", "changed\n");

    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class)
        .hasMessageContaining("README.md");
    assertThat(request.path().resolve("README.md")).hasContent("changed\n");

    at(request).git("update-index", "--no-" + flag, "README.md");
    at(request).git("restore", "README.md");
    worktrees.remove(repository, request);
    assertThat(request.path()).doesNotExist();
  }

  /** Where it stops nothing is changed, and what was changed before is in a stash of its own. */
  @Test
  void removingRefusesARebaseThatHasStopped() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n").commit("mine");
    user.git("merge", "--quiet", request.branch().value());
    at(request).write("README.md", "the only copy\n");
    at(request)
        .git("-c", "sequence.editor=sed -i 1s/pick/edit/", "rebase", "-i", "--autostash", "HEAD~1");
    assertThat(at(request).git("status", "--porcelain")).isEmpty();

    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class)
        .hasMessageContaining("rebase");

    at(request).git("rebase", "--abort");
    assertThat(request.path().resolve("README.md")).hasContent("the only copy\n");
  }

  @Test
  void aWorktreeThatLeftItsBranchBehindIsRemovedWithIt() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).git("checkout", "--quiet", "--detach");

    worktrees.remove(repository, request);

    assertThat(request.path()).doesNotExist();
    assertThat(user.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main\n");
  }

  @Test
  void whatAnotherBranchHasIsNotLost() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n").commit("mine");
    user.git("merge", "--quiet", request.branch().value());

    worktrees.remove(repository, request);

    assertThat(request.path()).doesNotExist();
    assertThat(user.commitOf(request.branch().value())).isEqualTo(user.commitOf("main"));
  }

  @Test
  void removingLeavesSomebodyElsesBranch() throws Exception {
    WorktreeRequest request = request(SESSION);
    user.git("branch", request.branch().value());

    worktrees.remove(repository, request);

    assertThat(user.commitOf(request.branch().value())).isEqualTo(request.base());
  }

  @Test
  void removingFollowsNoLink() throws Exception {
    Path victim = Files.createDirectories(temp.resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
    Files.createSymbolicLink(user.folder().resolve("link"), victim);
    user.commit("a link");
    WorktreeRequest request = request(SESSION);
    create(request);
    assertThat(request.path().resolve("link")).isSymbolicLink();

    worktrees.remove(repository, request);

    assertThat(request.path()).doesNotExist();
    assertThat(victim.resolve("precious")).hasContent("precious");
  }
}
