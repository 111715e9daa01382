package dev.orch.worktree.git;

import dev.orch.worktree.WorktreeFailedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps apart what git cannot do at once: registering worktrees of one repository (git's scan of
 * them dies of one that is just being made), and anything on one worktree. Checkouts run beside
 * each other, three to a repository. Held in this order: worktree, then repository or checkout.
 */
public final class RepositoryLocks {
  private static final int CHECKOUTS = 3;

  // Shared by all threads: grows by one small entry per repository and worktree asked for.
  private final Map<Path, ReentrantLock> worktrees = new ConcurrentHashMap<>();
  private final Map<Path, ReentrantLock> repositories = new ConcurrentHashMap<>();
  private final Map<Path, Semaphore> checkouts = new ConcurrentHashMap<>();

  public <T> T onWorktree(Path worktree, Supplier<T> work) {
    return locked(worktrees.computeIfAbsent(worktree, _ -> new ReentrantLock(true)), work);
  }

  /** One at a time of those that change what all worktrees of a repository share. */
  public <T> T onRepository(Path commonGitDir, Supplier<T> work) {
    return locked(repositories.computeIfAbsent(commonGitDir, _ -> new ReentrantLock(true)), work);
  }

  public void onCheckout(Path commonGitDir, Runnable work) {
    Semaphore permits =
        checkouts.computeIfAbsent(commonGitDir, _ -> new Semaphore(CHECKOUTS, true));
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorktreeFailedException("interrupted while waiting for other checkouts", e);
    }
    try {
      work.run();
    } finally {
      permits.release();
    }
  }

  private static <T> T locked(ReentrantLock lock, Supplier<T> work) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorktreeFailedException("interrupted while waiting for the repository", e);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
