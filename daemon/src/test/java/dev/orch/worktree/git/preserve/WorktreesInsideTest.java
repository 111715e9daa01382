package dev.orch.worktree.git.preserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.PreservedWorktreesFixture;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worktree in a session's that is on its way back, while somebody prunes. */
class WorktreesInsideTest extends PreservedWorktreesFixture {
  private final RepositoryLocks locks = new RepositoryLocks();
  private GitRepository inside;
  private Path admin;
  private Path trash;

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)), locks);
  }

  @Override
  protected PreservedWorktrees preserved() {
    return new GitPreservedWorktrees(
        Git.of(GitRepository.environment(temp.resolve("home"))), locks);
  }

  @BeforeEach
  void oneIsInTheTrash() throws IOException {
    agent.git("worktree", "add", "--quiet", "--detach", "tool/sub");
    inside = user.in(file("tool/sub"));
    inside.write("staged.txt", "staged").git("add", "staged.txt");
    admin = repository.commonGitDir().resolve("worktrees/sub");
    trash = Files.createDirectory(temp.resolve("trash"));
    preserved.takeInside(
        repository, request.path(), trash, () -> move(file("tool"), trash.resolve("tool")));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prune() {
    user.git("worktree", "prune", "--expire=now");
  }

  private void giveBack() {
    preserved.giveBackInside(repository, trash, request.path());
  }

  private void isAsItWas() {
    prune();
    assertThat(inside.git("status", "--porcelain")).isEqualTo("A  staged.txt\n");
    assertThat(admin.resolve("locked")).doesNotExist();
  }

  @Test
  void itIsLockedUntilGitHasItWhereItIs() throws Exception {
    move(trash.resolve("tool"), file("tool"));
    Path inTheWay = admin.resolve("gitdir.new");
    Files.createDirectories(inTheWay.resolve("full"));

    assertThatThrownBy(this::giveBack).isInstanceOf(WorktreeFailedException.class);
    prune();
    deleteTree(inTheWay);
    giveBack();

    isAsItWas();
  }

  @Test
  void aLockThatAKilledOneLeftGoesWithTheNext() throws IOException {
    move(trash.resolve("tool"), file("tool"));
    Files.writeString(admin.resolve("gitdir"), file("tool/sub/.git") + "\n");

    giveBack();

    isAsItWas();
  }

  @Test
  void whatIsNotFoundStaysLocked() {
    move(trash.resolve("tool"), trash.resolveSibling("elsewhere"));

    giveBack();
    prune();
    move(trash.resolveSibling("elsewhere"), file("tool"));
    giveBack();

    isAsItWas();
  }
}
