package dev.orch.worktree.git.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.CheckoutChangesContract;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GitCheckoutChangesTest extends CheckoutChangesContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)));
  }

  @Override
  protected CheckoutChanges changes(Path home, Runnable betweenSteps) {
    return new GitCheckoutChanges(
        Git.of(GitRepository.environment(home)),
        new RepositoryLocks(),
        new GitCheckoutChanges.Places(home.resolveSibling("scratch"), ".orchestrator"),
        betweenSteps);
  }

  @Test
  void aGitThatOutlivedItsDaemonIsInNobodysWay() throws Exception {
    agent.write("new.txt", "new\n");
    Path left = temp.resolve("scratch/" + SESSION + "/objects");
    AtomicBoolean ended = new AtomicBoolean();
    Thread orphan =
        Thread.ofPlatform()
            .start(() -> {
              while (!ended.get()) {
                try {
                  Files.writeString(Files.createDirectories(left).resolve("object"), "x");
                } catch (IOException _) {
                  // Its folder went in that moment.
                }
              }
            });
    try {
      assertThat(apply().isComplete()).isTrue();
      assertThat(undo().isComplete()).isTrue();
    } finally {
      ended.set(true);
      orphan.join();
    }
  }
}
