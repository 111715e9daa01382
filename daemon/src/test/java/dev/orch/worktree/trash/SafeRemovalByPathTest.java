package dev.orch.worktree.trash;

import java.nio.file.Path;

/** Where the system holds no folders open. */
class SafeRemovalByPathTest extends SafeRemovalContract {
  @Override
  SafeRemoval removal(Path below) {
    return new SafeRemoval(below, HeldFolder::byPath);
  }
}
