package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.event.Secrets;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.OwnersRights;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A turn whose agent has left what nobody may read. */
class UnreadDiffTest {
  @TempDir Path temp;
  @AutoClose @Nullable SqliteStore store;
  private Worktrees worktrees;
  private Repository repository;
  private SessionScene scene;
  private ArtifactCollector collector;
  private GitRepository work;

  @BeforeEach
  void oneWorktree() throws IOException {
    Path folder = temp.toRealPath();
    GitRepository user =
        GitRepository.withCommit(folder.resolve("project"), folder.resolve("home"));
    worktrees = new GitWorktrees(Git.of(GitRepository.environment(folder.resolve("home"))));
    repository = worktrees.open(user.folder());
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    Stores stores = store.stores();
    scene = SessionScene.of(stores, "0123456789", user.folder(), user.commitOf("main"));
    work = user.in(create(worktrees, repository, scene.session()));
    collector =
        new ArtifactCollector(
            worktrees,
            stores.events(),
            new Secrets(stores.projects(), Set::of),
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(1)),
            () -> SessionScene.NOON);
  }

  @ParameterizedTest
  @CsvSource({"locked, u+rwx", "locked/file.txt, u+r"})
  void theDiffThatLacksItSaysSo(String name, String right) throws Exception {
    work.write("new.txt", "new\n").write("locked/file.txt", "x");
    Path locked = work.folder().resolve(name);
    TurnFiles files =
        new TurnFiles(scene.session(), scene.turn(1, "go"), repository, scene.artifacts());
    OwnersRights.permit(locked, "---------");
    try {
      Collected collected = OwnersRights.call(() -> collector.collect(files));

      assertThat(collected.problems())
          .singleElement()
          .asString()
          .contains("diff.patch is not whole", "chmod %s %s)".formatted(right, locked));
      assertThat(collected.changes()).isEqualTo(new Session.Changes(1, 1, 0));
      assertThat(scene.artifacts().resolve("1/diff.patch")).content().contains("new.txt");
    } finally {
      OwnersRights.permit(locked, "rwxr-xr-x");
    }
  }

  private static Path create(Worktrees worktrees, Repository repository, Session session) {
    Session.Place place = session.place();
    WorktreeRequest request =
        new WorktreeRequest(
            session.id(),
            place.folder(),
            new BranchName(String.valueOf(place.branch())),
            String.valueOf(place.baseCommit()));
    worktrees.create(repository, request, request.base(), Map.of());
    return place.folder();
  }
}
