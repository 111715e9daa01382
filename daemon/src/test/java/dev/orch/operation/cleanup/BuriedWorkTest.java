package dev.orch.operation.cleanup;

import dev.orch.operation.Endings;
import dev.orch.worktree.ComebackContract;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.RepositoryLocks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Work of every kind, through the trash, ended before each step there and back. */
class BuriedWorkTest extends ComebackContract {
  private final Endings endings = new Endings();
  private final RepositoryLocks locks = new RepositoryLocks();

  private GitBurial git(Path home) {
    return GitBurial.of(locks, home, temp.resolve("scratch"));
  }

  @Override
  protected Worktrees worktrees(Path home) {
    return git(home).worktrees();
  }

  @Override
  protected PreservedWorktrees preserved() {
    return git(temp.resolve("home")).preserved();
  }

  @Override
  protected Runnable goes() {
    Burial burial = git(temp.resolve("home")).burial(endings::before);
    Kept kept = GitBurial.kept(repository, request, user.commitOf(request.branch().value()));
    endings.endedAnywhere(() -> burial.bury(request.session(), kept, true));
    return () -> endings.endedAnywhere(() -> burial.restore(request.session(), kept));
  }

  @Test
  void withIgnoredFiles() {
    agent.write("x.ignored", "x\n").write("build/deep/out", "out\n").write("text.txt", "mine\n");

    comesBack();
  }
}
