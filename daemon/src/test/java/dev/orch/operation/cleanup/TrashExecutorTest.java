package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.session.Session;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.PlanJson;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest.Standing;
import dev.orch.worktree.git.RepositoryLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on at a start with what an earlier daemon had begun. */
class TrashExecutorTest {
  @TempDir Path folder;

  /** All of it is in the repository, and the disk is away that the worktree is to come back to. */
  @Test
  void aRestoreMakesNothingWhereTheDiskOfTheWorktreeIsToBeMounted() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    GitRepository user = GitRepository.withCommit(folder.resolve("app"), home);
    Session session = new Samples(1).session(Samples.NOON);
    Path place = folder.resolve("disk/app").resolve(session.id().value());
    Kept kept = kept(user, place);
    user.git("update-ref", "refs/orch/trash/" + kept.trashId(), user.commitOf("main"));
    Operation restore =
        new Operation(
            "o000000001",
            Operation.Kind.RESTORE,
            session.assignment().project(),
            session.id(),
            new Operation.Plan(PlanJson.write(kept), "hash"),
            new Operation.Asked(Actor.DAEMON, null, Samples.NOON),
            new Operation.Progress(Operation.Stage.WORKING, null, null));
    Burial burial =
        GitBurial.of(new RepositoryLocks(), home, folder.resolve("scratch")).burial(_ -> {});

    try (SqliteStore store = SqliteStore.open(folder.resolve("orch.db"), folder)) {
      SessionLedger ledger = new SessionLedger(store.stores(), InstantSource.fixed(Samples.NOON));
      TrashExecutor restoring = TrashExecutor.restoring(store.stores(), ledger, burial);

      assertThatThrownBy(() -> restoring.execute(restore))
          .isInstanceOf(OperationRefusedException.class)
          .hasMessageContaining(place.getParent() + " is not there");
    }

    assertThat(folder.resolve("disk")).doesNotExist();
    assertThat(user.commitOf("refs/orch/trash/" + kept.trashId())).isNotEmpty();
  }

  private static Kept kept(GitRepository user, Path place) {
    Path trash = user.folder().resolve(".git/orch/trash/t000000001");
    String commit = user.commitOf("main");
    return new Kept(
        "t000000001",
        trash.toString(),
        Kept.Home.of(new Repository(user.folder(), user.folder().resolve(".git"))),
        new Kept.Tree(
            place.toString(),
            "orch/claude/app/it",
            commit,
            commit,
            false,
            null,
            Standing.ON_BRANCH),
        0,
        true,
        List.of());
  }
}
