package dev.orch.operation.cleanup;

import dev.orch.worktree.GitRepository;
import java.nio.file.Path;

/** The same in a shallow clone. */
class ShallowBurialTest extends BurialTest {
  @Override
  GitRepository project(Path home) {
    return GitRepository.withCommit(folder.resolve("origin"), home)
        .commit("second")
        .shallowClone(folder.resolve("app"));
  }
}
