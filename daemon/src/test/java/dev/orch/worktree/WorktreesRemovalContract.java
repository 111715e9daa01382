package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
    WorktreeRequest request = request(SESSION);
    user.write(".gitignore", "link\n").commit("ignore");
    WorktreeRequest newer = request(SESSION);
    create(newer);
    Path victim = Files.createDirectories(temp.resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
    Files.createSymbolicLink(request.path().resolve("link"), victim);

    worktrees.remove(repository, newer);

    assertThat(request.path()).doesNotExist();
    assertThat(victim.resolve("precious")).hasContent("precious");
  }
}
