package dev.orch.worktree.git.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.CheckoutChangesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GitCheckoutChangesTest extends CheckoutChangesContract {
  @Override
  protected Worktrees worktrees(Path home) {
    return GitChanges.worktrees(home);
  }

  @Override
  protected CheckoutChanges changes(Path home, Runnable betweenSteps) {
    return GitChanges.of(home, betweenSteps);
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
