package dev.orch.worktree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what one call has made, newest first, unless the call says that it succeeded. Whoever
 * makes something pushes at once how to unmake it. One thread uses it.
 */
public final class Rollback implements AutoCloseable {
  private final Deque<Runnable> undo = new ArrayDeque<>();

  /** Runs {@code action} at the close if there was no {@link #commit} before it. */
  public void onFailure(Runnable action) {
    undo.push(action);
  }

  /** Keeps everything. */
  public void commit() {
    undo.clear();
  }

  /**
   * Undoes what was not committed. An action that fails does not keep the others from running.
   *
   * @throws RuntimeException the first failure, carrying the others as suppressed
   */
  @Override
  public void close() {
    @Nullable RuntimeException first = null;
    while (!undo.isEmpty()) {
      try {
        undo.pop().run();
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
