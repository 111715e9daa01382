package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.operation.OperationFailedException;
import dev.orch.store.Samples;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest.Standing;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.trash.GitSessionRefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredBranchTest {
  private static final String BRANCH = "orch/claude/app/it";
  private static final String ID = "t000000001";

  @TempDir Path folder;
  private GitRepository user;
  private RestoredBranch branch;

  @BeforeEach
  void make() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    user = GitRepository.withCommit(folder.resolve("app"), home);
    branch =
        new RestoredBranch(
            new GitSessionRefs(Git.of(GitRepository.environment(home)), new RepositoryLocks()));
  }

  private String free() {
    String tip = user.commitOf("main");
    String place = folder.resolve("place").toString();
    Kept kept =
        new Kept(
            ID,
            user.folder().resolve(".git/orch/trash").resolve(ID).toString(),
            Kept.Home.of(new Repository(user.folder(), user.folder().resolve(".git"))),
            new Kept.Tree(place, BRANCH, tip, tip, false, null, Standing.ON_BRANCH),
            1,
            true,
            List.of());
    TrashEntry entry =
        new TrashEntry(
            ID,
            new SessionId("s000000001"),
            new ProjectId("p000000001"),
            new TrashEntry.Kept(7, BRANCH, "{}"),
            Samples.NOON,
            Samples.NOON);
    return branch.free(entry, kept);
  }

  @Test
  void itIsTheOldOneIfThatIsFreeOrWhereItWasLeft() {
    assertThat(free()).isEqualTo(BRANCH);

    user.git("branch", BRANCH);
    assertThat(free()).isEqualTo(BRANCH);
  }

  @Test
  void itGetsANumberIfTheOldOneIsElsewhereOrAFolderByNow() {
    user.git("branch", BRANCH + "/below");
    user.git("branch", BRANCH + "-2");

    assertThat(free()).isEqualTo(BRANCH + "-3");
  }

  @Test
  void noNumberHelpsWhereAFolderOfItIsABranchByNow() {
    user.git("branch", "orch/claude");

    assertThatThrownBy(this::free)
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContainingAll("there is a branch orch/claude", BRANCH, "git branch -m");
  }
}
