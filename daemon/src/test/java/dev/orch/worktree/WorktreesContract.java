package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session may rely on, whoever makes its worktree. */
public abstract class WorktreesContract {
  protected static final SessionId SESSION = new SessionId("0123456789");

  @TempDir protected Path temp;
  protected GitRepository user;
  protected Worktrees worktrees;
  protected Repository repository;

  protected abstract Worktrees worktrees(Path home);

  @BeforeEach
  void oneRepositoryWithOneCommit() throws Exception {
    temp = temp.toRealPath();
    user = GitRepository.withCommit(temp.resolve("project"), temp.resolve("home"));
    worktrees = worktrees(temp.resolve("home"));
    repository = worktrees.open(user.folder());
  }

  protected WorktreeRequest request(SessionId session) {
    return new WorktreeRequest(
        session,
        user.folder().resolve(".orchestrator/worktrees/" + session),
        new BranchName("orch/claude/my-app/" + session),
        user.commitOf("main"));
  }

  protected Worktree create(WorktreeRequest request) {
    return worktrees.create(repository, request, request.base());
  }

  protected GitRepository at(WorktreeRequest request) {
    return user.in(request.path());
  }

  @Test
  void aNewWorktreeIsTheBaseOnABranchOfItsOwn() throws Exception {
    WorktreeRequest request = request(SESSION);

    Worktree made = create(request);

    assertThat(made).isEqualTo(new Worktree(request.path(), request.branch(), request.base()));
    assertThat(request.path().resolve("README.md")).hasContent("hello\n");
    assertThat(at(request).git("status", "--porcelain")).isEmpty();
    assertThat(worktrees.head(repository, request.path()))
        .isEqualTo(new Head(request.base(), request.branch().value()));
  }

  @Test
  void makingAWorktreeDoesNotShowInTheUsersStatus() {
    create(request(SESSION));

    assertThat(user.git("status", "--porcelain", "--untracked-files=all")).isEmpty();
  }

  @Test
  void madeTwiceItIsTheSameAndTheWorkInItStays() {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("README.md", "changed\n").write("new.txt", "new\n");
    String before = at(request).git("status", "--porcelain=v2");

    create(request);

    assertThat(at(request).git("status", "--porcelain=v2")).isEqualTo(before).isNotEmpty();
  }

  @Test
  void theDifferenceHoldsChangedAndUntrackedFilesAndApplies() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("README.md", "changed\n").write("new.txt", "new\n");
    Path target = temp.resolve("diff.patch");

    Patch patch = worktrees.diff(repository, request, target);

    assertThat(patch).isEqualTo(new Patch(target, 2, 2, 1));
    user.git("apply", target.toString());
    assertThat(user.folder().resolve("new.txt")).hasContent("new\n");
    assertThat(user.folder().resolve("README.md")).hasContent("changed\n");
  }

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
  void removingRefusesWhatWouldBeLost() throws Exception {
    WorktreeRequest request = request(SESSION);
    create(request);
    at(request).write("new.txt", "new\n");

    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);

    at(request).commit("mine");
    assertThatThrownBy(() -> worktrees.remove(repository, request))
        .isInstanceOf(WorktreeDirtyException.class);
    assertThat(Files.readString(request.path().resolve("new.txt"))).isEqualTo("new\n");
  }
}
