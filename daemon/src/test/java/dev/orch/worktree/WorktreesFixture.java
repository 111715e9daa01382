package dev.orch.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository of one commit, and a user whose checkout nothing may change. */
public abstract class WorktreesFixture {
  protected static final SessionId SESSION = new SessionId("0123456789");
  protected static final SessionId OTHER = new SessionId("abcdefghjk");

  @TempDir protected Path temp;
  protected GitRepository user;
  protected Worktrees worktrees;
  protected Repository repository;

  protected abstract Worktrees worktrees(Path home);

  @BeforeEach
  void oneRepositoryWithOneCommit() throws Exception {
    temp = temp.toRealPath();
    Files.createDirectories(temp.resolve("home"));
    user = project();
    worktrees = worktrees(temp.resolve("home"));
    repository = worktrees.open(user.folder());
  }

  /** The user's repository: its newest commit has {@code README.md} and nothing else. */
  protected GitRepository project() {
    return GitRepository.withCommit(temp.resolve("project"), temp.resolve("home"));
  }

  /** The same, of whose commits this one is the only one that the repository has. */
  protected final GitRepository shallowProject() {
    return GitRepository.withCommit(temp.resolve("origin"), temp.resolve("home"))
        .commit("second")
        .shallowClone(temp.resolve("project"));
  }

  /** What the installation of this id works in. */
  protected RuntimeFolder installation(String id) {
    return new RuntimeFolder(".orchestrator", new Installation(id, temp.resolve(id)));
  }

  protected WorktreeRequest request(SessionId session) {
    return new WorktreeRequest(
        session,
        user.folder().resolve(".orchestrator/worktrees/" + session),
        new BranchName("orch/claude/my-app/" + session),
        user.commitOf("main"));
  }

  protected Worktree create(WorktreeRequest request) {
    return worktrees.create(repository, request, request.base(), Map.of());
  }

  protected GitRepository at(WorktreeRequest request) {
    return user.in(request.path());
  }

  /** What the user would see of his own checkout, stat data of the index left out. */
  protected String checkout() {
    return user.git("status", "--porcelain=v2", "--branch", "--untracked-files=all")
        + user.git("ls-files", "--stage")
        + user.git("config", "--list", "--local");
  }

  protected static void deleteTree(Path root) throws Exception {
    Process rm = new ProcessBuilder("rm", "-rf", root.toString()).start();
    assertThat(rm.waitFor()).isZero();
  }
}
